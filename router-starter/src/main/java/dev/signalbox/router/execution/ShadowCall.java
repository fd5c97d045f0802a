package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Condition;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySource;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Selection;
import dev.signalbox.router.policy.Shadow;
import dev.signalbox.router.policy.Timeouts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The copy of an answered call: decided like a call of its own, and tried once, at one deployment. Its answer comes whole,
 * also where the call was streamed.
 *
 * @param copied what the caller sent
 * @param plan how the call was routed
 * @param shadow what is to become of the copy
 * @param original the call's record
 * @param answer the call's answer
 */
record ShadowCall(CallRequest copied, Plan plan, Shadow shadow, RoutedCall original, ChatResponse answer) {

    /** Decides against the configuration of the call, but as things are now. */
    Plan plan(Engine engine, ShadowTargets targets) {
        RequestFacts facts = engine.begun(facts());
        long now = engine.clockwork().nanos().getAsLong();
        Plan free = new Decider(plan.snapshot(), facts, new Sessions(), now)
                .under(guards())
                .within(engine.budgets(), false)
                .decide(null);
        Decision decision = free.decision();
        List<Candidate> first = free.lastResort() ? List.of() : targets.firstFree(plan.snapshot(), decision, now);
        Snapshot own = first.isEmpty() ? plan.snapshot() : targets.apart(plan.snapshot(), first.get(0), now);
        Decision single = new Decision(
                decision.id(),
                facts,
                new Selection(once(decision.policy()), PolicySource.SHADOW, null),
                decision.guards(),
                first,
                decision.exclusions(),
                null);
        return new Plan(own, single, List.of(), false, free.budgets());
    }

    private RequestFacts facts() {
        RequestFacts facts = plan.decision().facts();
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        needs.addAll(facts.needs());
        needs.remove(Capability.STREAMING);
        return facts.toBuilder()
                .callId(null)
                .moment(null)
                .policy(shadow.model())
                .source(PolicySource.SHADOW)
                .needs(needs)
                .shadowOf(plan.decision().id())
                .build();
    }

    /** What guarded the call guards its copy, and so does what its policy wants of those who get its data. */
    private List<Guard> guards() {
        List<Guard> guards = new ArrayList<>();
        for (Guard guard : plan.snapshot().policies().guards()) {
            if (plan.decision().guards().contains(guard.name())) {
                guards.add(guard);
            }
        }
        Policy policy = plan.decision().policy();
        guards.add(new Guard(
                "of policy " + policy.name(),
                Condition.ALWAYS,
                policy.require().toBuilder().maxPrice(null).build()));
        return guards;
    }

    private Policy once(Policy policy) {
        Fallbacks fallbacks = policy.fallbacks();
        boolean checked = fallbacks.invalidOutput() != InvalidOutput.PASS;
        return policy.toBuilder()
                .timeouts(new Timeouts(null, null, shadow.timeout()))
                .retries(Retries.NONE)
                .fallbacks(new Fallbacks(
                        fallbacks.on(), checked ? InvalidOutput.FALLBACK : InvalidOutput.PASS, BrokenStream.FAIL))
                .hedge(null)
                .sticky(null)
                .shadow(null)
                .build();
    }

    /** The copy itself, of which listeners of chat models can tell what it is. */
    CallRequest request(Decision decision) {
        ChatRequest request = ChatRequest.builder()
                .messages(Handover.of(copied.request().messages()))
                .parameters(copied.request().parameters())
                .build();
        ChatRequestOptions.Builder options = ChatRequestOptions.builder();
        Map<Object, Object> attributes = copied.options().listenerAttributes();
        attributes.forEach(options::addListenerAttribute);
        options.addListenerAttribute(Shadow.ATTRIBUTE, plan.decision().id());
        return CallRequest.of(request, decision.facts(), CallWatch.NONE).toBuilder()
                .providerParameters(copied.providerParameters())
                .options(options.build())
                .build();
    }
}
