package dev.signalbox.agent.budget;

import dev.signalbox.agent.approval.ApprovalDesk;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.journal.Happening;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepOutcome;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepRequest;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a run uses and holds it to its limits. Begins with what the journal has, so that a restart forgets nothing.
 * Thread-safe.
 */
public final class RunMeter {

    private static final String LAST = "last call";

    private final Journal journal;
    private final ApprovalDesk desk;
    private final RunLimits limits;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Json json;
    private RunUse used = RunUse.NONE;
    /** Calls that are under way, so that branches do not all take the last one. */
    private long modelsUnderWay;

    private long toolsUnderWay;
    /** Which step has the last call, once a limit was reached; it has it again after a restart, and no other. */
    private @Nullable LastCall last;

    private boolean lastTaken;

    private record LastCall(String limit, String step) {}

    /**
     * Of a run that has just been claimed.
     *
     * @param steps what the journal has of it
     * @param ids new ids for questions
     */
    public RunMeter(
            Journal journal,
            List<StepRecord> steps,
            ApprovalDesk desk,
            RunLimits limits,
            InstantSource clock,
            Supplier<String> ids,
            Json json) {
        this.journal = journal;
        this.desk = desk;
        this.limits = limits;
        this.clock = clock;
        this.ids = ids;
        this.json = json;
        steps.forEach(this::add);
    }

    private void add(StepRecord step) {
        used = used.plus(RunUse.of(step));
        if (step.kind() == StepKind.LIMIT) {
            last = json.read(String.valueOf(step.result()), LastCall.class);
        }
        lastTaken |= hasLast(step.key());
    }

    private boolean hasLast(String step) {
        return last != null && last.step().equals(step);
    }

    /** A step that ended, or was never done. */
    public synchronized void ended(StepKind kind, @Nullable StepRecord step) {
        modelsUnderWay -= kind == StepKind.MODEL ? 1 : 0;
        toolsUnderWay -= kind == StepKind.TOOL ? 1 : 0;
        if (step != null) {
            add(step);
        }
    }

    /** A step that takes no turn, such as a child, ended. */
    public synchronized void ended(StepRecord step) {
        add(step);
    }

    /** What was used so far. */
    public synchronized RunUse used() {
        return used;
    }

    /** What may be spent altogether, in pico-USD, {@code null} for any amount. */
    public @Nullable Long grantedPico() {
        Long cost = limits.costPico();
        return cost == null ? null : cost * grants();
    }

    /**
     * Before a model is asked or a tool used: whoever is let in says when it {@linkplain #ended ended}.
     *
     * @param step its key
     * @throws RunLimitException if a limit is reached and another step has the last call
     * @throws dev.signalbox.agent.journal.SliceStopped if a person has to be asked or the run shall fail
     */
    public synchronized Allowance enter(StepKind kind, String step) {
        String reached = last != null && hasLast(step) ? last.limit() : reached(kind);
        Allowance allowance = reached == null ? Allowance.FULL : beyond(kind, step, reached);
        modelsUnderWay += kind == StepKind.MODEL ? 1 : 0;
        toolsUnderWay += kind == StepKind.TOOL ? 1 : 0;
        return allowance;
    }

    /** Before a tool is used that was let in, and begun, by an earlier slice: what came of it has to be found out. */
    public synchronized void resume() {
        toolsUnderWay++;
    }

    /** The same for a model call that was let in, and for which the money then did not suffice. */
    public synchronized Allowance exhausted(String step) {
        modelsUnderWay--;
        Allowance allowance = beyond(
                StepKind.MODEL,
                step,
                "its cost of " + usd(used.steps().pico()) + " leaves too little of "
                        + usd(limits.costPico() == null ? 0 : limits.costPico() * grants()) + " for the next call");
        modelsUnderWay++;
        return allowance;
    }

    private Allowance beyond(StepKind kind, String step, String reached) {
        switch (limits.atLimit()) {
            case FAIL -> throw journal.stop(new Stop.LimitReached("The run has reached a limit: " + reached + "."));
            case PARK -> {
                return park(kind, reached);
            }
            default -> {
                return last(kind, step, reached);
            }
        }
    }

    private Allowance last(StepKind kind, String step, String reached) {
        if (lastTaken || kind != StepKind.MODEL || last != null && !hasLast(step)) {
            throw new RunLimitException("The run has reached a limit: " + reached + ".");
        }
        lastTaken = true;
        if (last == null) {
            grantLast(new LastCall(reached, step));
        }
        return Allowance.LAST;
    }

    private void grantLast(LastCall granted) {
        last = granted;
        Instant now = clock.instant();
        journal.record(
                new Place(StepRequest.named(StepKind.LIMIT, LAST), "LIMIT:" + LAST, "", null, now),
                StepOutcome.builder()
                        .result(json.write(granted))
                        .events(happened(granted.limit()))
                        .build());
    }

    private Allowance park(StepKind kind, String reached) {
        String step = "LIMIT:" + grants();
        ApprovalRecord question = desk.of(step).orElseGet(() -> desk.ask(question(step, reached)));
        if (question.decision() == Verdict.APPROVE) {
            String still = reached(kind);
            return still == null ? Allowance.FULL : park(kind, still);
        }
        if (question.decided()) {
            throw journal.stop(new Stop.LimitReached("The run has reached a limit: " + reached + "."));
        }
        throw journal.stop(new Stop.Parked(question.expiresAt(), "an approval, for a limit is reached: " + reached));
    }

    private ApprovalRecord question(String step, String reached) {
        return ApprovalRecord.builder()
                .id(ids.get())
                .run(journal.run().id())
                .step(step)
                .kind(ApprovalRecord.Kind.LIMIT)
                .tool("limit")
                .arguments(json.write(reached))
                .argumentsHash(Json.hash(json.write(reached)))
                .reason("The run has reached a limit: " + reached + ". To approve grants as much again.")
                .askedAt(clock.instant())
                .onExpiry(Verdict.DENY)
                .build();
    }

    private List<Happening> happened(String reached) {
        return List.of(new Happening("LimitReached", json.write(Map.of("limit", reached))));
    }

    /** How many times what was limited is granted. */
    private int grants() {
        return grants(desk.about("limit"));
    }

    /** The same of a run whose questions are known. */
    public static int grants(Collection<ApprovalRecord> questions) {
        int approved = (int) questions.stream()
                .filter(question -> question.kind() == ApprovalRecord.Kind.LIMIT)
                .filter(question -> question.decision() == Verdict.APPROVE)
                .count();
        return 1 + approved;
    }

    /** Which limit is reached, for people; {@code null} if none is. */
    private @Nullable String reached(StepKind kind) {
        int grants = grants();
        Long cost = limits.costPico();
        if (cost != null && used.steps().pico() >= cost * grants && kind == StepKind.MODEL) {
            return "its cost is " + usd(used.steps().pico()) + " of " + usd(cost * grants);
        }
        String counted = counted("tokens", used.steps().tokens(), limits.tokens(), grants);
        if (counted == null && kind == StepKind.MODEL) {
            counted = counted("model calls", callsWithinLimit(), limits.modelCalls(), grants);
        }
        if (counted == null && kind == StepKind.TOOL) {
            counted = counted("tool calls", used.toolCalls() + toolsUnderWay, limits.toolCalls(), grants);
        }
        if (counted == null) {
            counted = timed("active time", used.active(), limits.activeTime(), grants);
        }
        Duration age = Duration.between(journal.run().createdAt(), clock.instant());
        return counted == null ? timed("age", age, limits.age(), grants) : counted;
    }

    /** The last call is one more, and takes no other's place if it is made again before the others. */
    private long callsWithinLimit() {
        return used.modelCalls() + modelsUnderWay - (lastTaken ? 1 : 0);
    }

    private static @Nullable String counted(String what, long used, @Nullable Long limit, int grants) {
        return limit == null || used < limit * grants ? null : "it had " + used + " " + what + " of " + limit * grants;
    }

    private static @Nullable String timed(String what, Duration used, @Nullable Duration limit, int grants) {
        return limit == null || used.compareTo(limit.multipliedBy(grants)) < 0
                ? null
                : "its " + what + " is " + used + " of " + limit.multipliedBy(grants);
    }

    private static String usd(long pico) {
        return BigDecimal.valueOf(pico, 12).stripTrailingZeros().toPlainString() + " USD";
    }
}
