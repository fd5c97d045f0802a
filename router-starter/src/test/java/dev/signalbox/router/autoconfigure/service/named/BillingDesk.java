package dev.signalbox.router.autoconfigure.service.named;

import dev.langchain4j.service.spring.AiService;
import dev.langchain4j.service.spring.AiServiceWiringMode;

/** Names a bean that a deployment calls as well. */
@AiService(wiringMode = AiServiceWiringMode.EXPLICIT, chatModel = "mine")
public interface BillingDesk {

    String reply(String text);
}
