package dev.signalbox.samples.rag.web;

import dev.signalbox.samples.rag.answer.AssistantProperties;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Says where the page is. */
@Slf4j
@Component
@RequiredArgsConstructor
class Welcome implements ApplicationListener<ApplicationReadyEvent> {

    private final AssistantProperties properties;

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        log.info("Models: {}", properties.models());
        String port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
        if (port != null) {
            log.info("Ask at http://127.0.0.1:{}", port);
        }
    }
}
