package dev.signalbox.agent.event;

import dev.signalbox.agent.journal.EventRecord;
import dev.signalbox.agent.json.Json;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Reads what is written of events. */
@RequiredArgsConstructor
final class EventCodec {

    private final Json json;

    /** All that events may say. */
    private record Payload(
            @Nullable String why,
            @Nullable String limit,
            @Nullable String approval,
            @Nullable String tool) {}

    RunEvent read(EventRecord written) {
        Moment moment = new Moment(written.run(), written.seq(), written.at());
        Payload payload = json.read(written.payload(), Payload.class);
        return switch (written.type()) {
            case "RunStarted" -> new RunEvent.RunStarted(moment);
            case "RunResumed" -> new RunEvent.RunResumed(moment);
            case "ApprovalAsked" -> new RunEvent.ApprovalAsked(moment, text(payload.approval()), text(payload.tool()));
            case "LimitReached" -> new RunEvent.LimitReached(moment, text(payload.limit()));
            case "Escalated" -> new RunEvent.Escalated(moment, payload.tool());
            case "RunParked" -> new RunEvent.RunParked(moment, text(payload.why()));
            case "RunHandedOver" -> new RunEvent.RunHandedOver(moment);
            case "RunSucceeded" -> new RunEvent.RunSucceeded(moment);
            case "RunFailed" -> new RunEvent.RunFailed(moment, payload.why());
            case "RunCancelled" -> new RunEvent.RunCancelled(moment);
            case "RunDiverged" -> new RunEvent.RunDiverged(moment, payload.why());
            default -> new RunEvent.Unknown(moment, written.type(), written.payload());
        };
    }

    private static String text(@Nullable String said) {
        return said == null ? "" : said;
    }
}
