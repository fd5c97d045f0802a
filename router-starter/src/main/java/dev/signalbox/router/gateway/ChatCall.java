package dev.signalbox.router.gateway;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.execution.WireRequest;
import dev.signalbox.router.policy.CallFacts;

/**
 * A request for an answer, as the router takes it.
 *
 * @param model the model as the client named it, for the access log
 * @param request what is asked
 * @param facts who asks, and what for
 * @param wire the same in the client's own words
 * @param stream whether the answer is to come piece by piece
 */
record ChatCall(String model, ChatRequest request, CallFacts facts, WireRequest wire, boolean stream) {}
