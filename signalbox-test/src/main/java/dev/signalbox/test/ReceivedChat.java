package dev.signalbox.test;

import dev.langchain4j.model.chat.request.ChatRequest;

/**
 * A request that a scripted model has received.
 *
 * @param request the request, with all parameters set by caller and router
 * @param thread the name of the thread that made it
 */
public record ReceivedChat(ChatRequest request, String thread) {}
