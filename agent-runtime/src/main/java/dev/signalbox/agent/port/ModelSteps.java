package dev.signalbox.agent.port;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.budget.Allowance;
import dev.signalbox.agent.budget.RunLimitException;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.Scope;
import dev.signalbox.agent.journal.SliceStopped;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepOutcome;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepRequest;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.journal.StepUse;
import dev.signalbox.agent.journal.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The model calls of one speaker as steps, whether their answers come whole or piece by piece. */
final class ModelSteps {

    private static final String LAST_WORD =
            "A limit is reached and no tool can be used any more. Answer now, from what is known so far.";

    private final RunPorts ports;
    private final Speaker speaker;
    private final ModelCodec codec;
    private final FailureCodec failures;

    ModelSteps(RunPorts ports, Speaker speaker) {
        this.ports = ports;
        this.speaker = speaker;
        this.codec = new ModelCodec(ports.json());
        this.failures = new FailureCodec(ports.json());
    }

    /**
     * A call that is to be made.
     *
     * @param request what is sent
     * @param place where it is in the journal
     * @param scope its branch
     * @param forcedPolicy the policy of this one call, {@code null} for its own
     * @param inPlaceOf what was to be sent before it became the last word of the run, {@code null} if it has not
     */
    record Turn(
            ChatRequest request,
            Place place,
            Scope scope,
            @Nullable String forcedPolicy,
            @Nullable ChatRequest inPlaceOf) {

        /** What the journal has of it, {@code null} if it has to be made. */
        @Nullable
        StepRecord recorded() {
            return place.ended() ? place.recorded() : null;
        }
    }

    Turn turn(ChatRequest request, Scope scope) {
        StepRequest step = StepRequest.builder()
                .kind(StepKind.MODEL)
                .name(speaker.name())
                .content(codec.content(request))
                .shape(codec.shape(request))
                .role(speaker.role())
                .request(ports.keepRequests() ? codec.content(request) : null)
                .build();
        Place place = ports.journal().place(step, scope);
        return new Turn(request, place, scope, ports.escalation().take(scope), null);
    }

    /** Lets the call be made; where a limit is reached, maybe as the last one. */
    Turn enter(Turn turn) {
        try {
            return allowed(
                    turn, ports.meter().enter(StepKind.MODEL, turn.place().key()));
        } catch (RunLimitException e) {
            throw refused(turn, e);
        }
    }

    /** Kept, so that a program which handles it does the same again, whatever is granted later. */
    private RunLimitException refused(Turn turn, RunLimitException refusal) {
        ports.meter().ended(ports.journal().refuse(turn.place(), failures.encode(refusal)));
        return refusal;
    }

    private Turn allowed(Turn turn, Allowance allowance) {
        if (allowance == Allowance.FULL) {
            return turn;
        }
        return new Turn(lastWord(turn.request()), turn.place(), turn.scope(), turn.forcedPolicy(), turn.request());
    }

    ModelStep begin(Turn turn) {
        StepFacts facts = ports.facts(speaker, turn.forcedPolicy(), turn.place().key()).toBuilder()
                .lastWord(turn.inPlaceOf() != null)
                .build();
        return new ModelStep(facts, turn.inPlaceOf());
    }

    private static ChatRequest lastWord(ChatRequest request) {
        List<ChatMessage> messages = new ArrayList<>(request.messages());
        messages.add(SystemMessage.from(LAST_WORD));
        ChatRequestParameters given = request.parameters();
        return ChatRequest.builder()
                .messages(messages)
                .parameters(DefaultChatRequestParameters.builder()
                        .modelName(given.modelName())
                        .temperature(given.temperature())
                        .topP(given.topP())
                        .maxOutputTokens(given.maxOutputTokens())
                        .responseFormat(given.responseFormat())
                        .build())
                .build();
    }

    /** What the journal has of a call. */
    ChatResponse answer(StepRecord recorded) {
        String error = recorded.error();
        if (recorded.failed() && error != null) {
            StepFailedException failure = failures.decode(error, null);
            throw recorded.state() == StepState.REFUSED
                    ? new RunLimitException(String.valueOf(failure.getMessage()))
                    : failure;
        }
        return codec.decode(recorded.result() == null ? "null" : recorded.result());
    }

    /** Records an answer; what comes back is what a replay will give. */
    ChatResponse answered(Turn turn, ModelStep step, ChatResponse response) {
        StepRecord recorded =
                record(turn, step.outcome().result(codec.encode(response)).build());
        return answer(recorded);
    }

    private StepRecord record(Turn turn, StepOutcome outcome) {
        StepRecord recorded = ports.journal().record(turn.place(), outcome);
        ports.meter().ended(StepKind.MODEL, recorded);
        return recorded;
    }

    /**
     * What becomes of a call that failed: it is made again, or the slice ends until the reason has passed, or the step has
     * failed for good.
     */
    Turn failed(Turn turn, ModelStep step, RuntimeException failure) {
        Journal journal = ports.journal();
        ModelFailure meaning = ports.models().failure(failure);
        if (meaning.exhausted() != null) {
            StepRecord spent = spent(turn, step);
            if (spent != null) {
                ports.meter().ended(spent);
            }
            return withoutMoney(turn, meaning.exhausted());
        }
        if (journal.handsOver()) {
            throw later(turn, step, new Stop.HandOver());
        }
        boolean passing = meaning.passing() || isInterrupted(failure);
        if (passing && journal.retries() < ports.transientFailures()) {
            Duration wait = meaning.retryAfter();
            Instant at = wait == null ? null : turn.place().at().plus(wait);
            throw later(turn, step, new Stop.Retry(at, String.valueOf(failure.getMessage())));
        }
        String error = failures.encode(failure);
        record(turn, step.outcome().error(error).build());
        throw failures.decode(error, failure);
    }

    private Turn beyondMoney(Turn turn) {
        try {
            return allowed(turn, ports.meter().exhausted(turn.place().key()));
        } catch (RunLimitException e) {
            throw refused(turn, e);
        }
    }

    /** A last word is said once, and the money of another run is not this one's to ask for. */
    private Turn withoutMoney(Turn turn, RunId exhausted) {
        if (turn.inPlaceOf() == null && exhausted.equals(ports.journal().run().id())) {
            return beyondMoney(turn);
        }
        ports.meter().ended(StepKind.MODEL, null);
        throw refused(
                turn, new RunLimitException("The money of run " + exhausted + " does not suffice for the next call."));
    }

    /** The call is left to a later slice. */
    private SliceStopped later(Turn turn, ModelStep step, Stop reason) {
        ports.meter().ended(StepKind.MODEL, spent(turn, step));
        return ports.journal().stop(reason, turn.scope());
    }

    /** Books what was spent for nothing; {@code null} if nothing was. */
    private @Nullable StepRecord spent(Turn turn, ModelStep step) {
        return step.use().equals(StepUse.NONE)
                ? null
                : ports.journal().book(turn.place(), step.outcome().build());
    }

    private static boolean isInterrupted(Throwable failure) {
        return Thread.currentThread().isInterrupted()
                || Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(InterruptedException.class::isInstance);
    }
}
