package dev.signalbox.router;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.event.RoutedCall;

/**
 * An answer together with how it came about.
 *
 * @param response the answer, as the deployment's model gave it
 * @param call the decision, the attempts and what they cost
 */
public record RoutedAnswer(ChatResponse response, RoutedCall call) {}
