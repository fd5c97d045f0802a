package dev.signalbox.agent.web;

import dev.signalbox.agent.event.RunEvent;
import dev.signalbox.agent.web.RunWriter.Fields;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/** Turns events into objects that JSON is made of. */
@RequiredArgsConstructor
final class EventWriter {

    private final RunWriter runs;

    /** The name of an event's type. */
    static String type(RunEvent event) {
        return event instanceof RunEvent.Unknown unknown
                ? unknown.type()
                : event.getClass().getSimpleName();
    }

    Map<String, Object> event(RunEvent event) {
        Fields fields = new Fields()
                .and("type", type(event))
                .and("run", event.run().value())
                .and("seq", event.kept() ? event.seq() : null)
                .and("at", event.at());
        if (event instanceof RunEvent.StepStarted started) {
            fields.and("step", started.step())
                    .and("scope", started.scope())
                    .and("kind", started.kind())
                    .and("name", started.name());
        } else if (event instanceof RunEvent.StepCompleted completed) {
            fields.and("step", runs.step(completed.step(), false));
        } else if (event instanceof RunEvent.TextDelta delta) {
            fields.and("step", delta.step()).and("scope", delta.scope()).and("text", delta.text());
        } else {
            beside(event, fields);
        }
        return fields.values();
    }

    private static void beside(RunEvent event, Fields fields) {
        if (event instanceof RunEvent.ApprovalAsked asked) {
            fields.and("approval", asked.approval()).and("tool", asked.tool());
        } else if (event instanceof RunEvent.LimitReached reached) {
            fields.and("limit", reached.limit());
        } else if (event instanceof RunEvent.Escalated escalated) {
            fields.and("tool", escalated.tool());
        } else if (event instanceof RunEvent.RunParked parked) {
            fields.and("why", parked.why());
        } else if (event instanceof RunEvent.Ended ended) {
            fields.and("why", ended.why());
        }
    }
}
