package dev.signalbox.agent.port;

import dev.signalbox.agent.approval.ApprovalDesk;
import dev.signalbox.agent.budget.RunMeter;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.json.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What the ports of one run share in one slice.
 *
 * @param journal what has been done
 * @param meter what may be used
 * @param models where model calls go
 * @param escalation who gets a stronger model
 * @param desk who is asked
 * @param json how things are written
 * @param clock what time it is
 * @param ids new ids
 * @param ancestors the parent of the run, the parent's parent and so on
 * @param tenant for which customer the run is
 * @param user for which person the run is
 * @param tags whatever else rules look at
 * @param transientFailures how many slices in a row may fail for a passing reason before a step fails for it
 * @param keepRequests whether steps keep what models were asked
 */
@Builder
public record RunPorts(
        Journal journal,
        RunMeter meter,
        ModelSource models,
        Escalation escalation,
        ApprovalDesk desk,
        Json json,
        InstantSource clock,
        Supplier<String> ids,
        List<RunId> ancestors,
        @Nullable String tenant,
        @Nullable String user,
        Map<String, String> tags,
        int transientFailures,
        boolean keepRequests) {

    StepFacts facts(Speaker speaker, @Nullable String forcedPolicy, String step) {
        return StepFacts.builder()
                .run(journal.run().id())
                .ancestors(ancestors)
                .agent(speaker.agent())
                .role(speaker.role())
                .policy(speaker.policy())
                .forcedPolicy(forcedPolicy)
                .step(step)
                .tenant(tenant)
                .user(user)
                .tags(tags)
                .build();
    }
}
