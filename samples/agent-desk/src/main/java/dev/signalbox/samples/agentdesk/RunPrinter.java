package dev.signalbox.samples.agentdesk;

import dev.signalbox.agent.event.RunEvent;
import dev.signalbox.agent.event.RunListener;
import dev.signalbox.agent.journal.StepKind;
import org.springframework.stereotype.Component;

/** Prints what runs do while they do it. */
@Component
class RunPrinter implements RunListener {

    @Override
    public void on(RunEvent event) {
        String line = line(event);
        if (!line.isEmpty()) {
            System.out.println(StepLine.brief(event.run().value()) + "  " + line);
        }
    }

    private static String line(RunEvent event) {
        if (event instanceof RunEvent.StepCompleted completed
                && completed.step().kind() != StepKind.NOTE) {
            return (completed.replayed() ? "(journal) " : "          ") + StepLine.of(completed.step());
        } else if (event instanceof RunEvent.RunParked parked) {
            return parked.why();
        } else if (event instanceof RunEvent.LimitReached limit) {
            return "A limit is reached: " + limit.limit();
        }
        return event instanceof RunEvent.Ended ended && ended.why() != null ? ended.why() : "";
    }
}
