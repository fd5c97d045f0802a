package dev.signalbox.router.compare;

import dev.signalbox.router.Router;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Collects what is compared, and how. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class ComparisonBuilder {

    final Router router;
    final List<ComparedPrompt> prompts = new ArrayList<>();
    final List<Contender> contenders = new ArrayList<>();
    final List<Grader> graders = new ArrayList<>();
    ComparisonSettings settings = ComparisonSettings.DEFAULT;
    OutcomeStore store = OutcomeStore.inMemory();
    Consumer<ComparisonProgress> listener = progress -> {};
    Clock clock = Clock.systemUTC();

    @Nullable
    Executor executor;

    /** Names the comparison; its calls carry the tag {@code comparison} with that name. */
    public ComparisonBuilder name(String name) {
        return with(settings.toBuilder().name(name).build());
    }

    /** Adds prompts. */
    public ComparisonBuilder prompts(List<ComparedPrompt> more) {
        prompts.addAll(more);
        return this;
    }

    /**
     * Adds models or policies.
     *
     * @throws IllegalArgumentException if there is none of a name, naming the nearest
     */
    public ComparisonBuilder contenders(String... names) {
        for (String name : names) {
            contenders.add(Contender.of(router, name));
        }
        return this;
    }

    /** Adds graders; a prompt that suits several gets the mean of their grades. */
    public ComparisonBuilder graders(Grader... more) {
        graders.addAll(List.of(more));
        return this;
    }

    /** How many calls are under way at most; 4 unless given. */
    public ComparisonBuilder concurrency(int calls) {
        return with(settings.toBuilder().concurrency(calls).build());
    }

    /** How often each prompt is asked; once unless given. */
    public ComparisonBuilder repetitions(int times) {
        return with(settings.toBuilder().repetitions(times).build());
    }

    /** Seeds the draws of the intervals; 42 and 10000 draws unless given. */
    public ComparisonBuilder resamples(int draws, long seed) {
        return with(settings.toBuilder().seed(seed).resamples(draws).build());
    }

    /** How sure to be, and how much worse than any other is still good enough; 0.95 and 0.05 unless given. */
    public ComparisonBuilder confidence(double confidence, double margin) {
        return with(settings.toBuilder().confidence(confidence).margin(margin).build());
    }

    /**
     * No call begins once the known cost, judges included, has reached that many USD; what is under way ends. Of what the
     * store has, the last outcome of each planned call counts. Calls without a known price do not.
     */
    public ComparisonBuilder stopAtCost(@Nullable BigDecimal usd) {
        return with(settings.toBuilder().stopAtCost(usd).build());
    }

    private ComparisonBuilder with(ComparisonSettings next) {
        settings = next;
        return this;
    }

    /**
     * Where outcomes are kept; in memory unless given. The caller closes it. What a deployment said that a contender no
     * longer has is asked again.
     */
    public ComparisonBuilder store(OutcomeStore where) {
        store = new PresentOutcomes(router, where);
        return this;
    }

    /**
     * Whether failures in the store are asked again, and answers in it that a grader could not grade are graded again; not
     * unless given.
     */
    public ComparisonBuilder retryFailures(boolean again) {
        return with(settings.toBuilder().retryFailures(again).build());
    }

    /**
     * How long a call waits for a contender that cannot be asked, because of limits, cooldowns, budgets or keys; a minute
     * unless given. Where it has waited in vain, nobody waits for that contender again: what it was not asked is left out
     * and not kept, and the result is partial.
     */
    public ComparisonBuilder patience(Duration most) {
        return with(settings.toBuilder().patience(most).build());
    }

    /** Who makes the calls; daemon threads of its own unless given. Must have a thread for each call under way. */
    public ComparisonBuilder executor(Executor threads) {
        executor = threads;
        return this;
    }

    /** Who is told after each outcome, by one thread at a time. */
    public ComparisonBuilder listener(Consumer<ComparisonProgress> told) {
        listener = told;
        return this;
    }

    /** Which clock dates report and outcomes. */
    public ComparisonBuilder clock(Clock time) {
        clock = time;
        return this;
    }

    /**
     * Ready to run.
     *
     * @throws IllegalArgumentException if there is no prompt, contender or grader, if one of them is there twice, or if
     *     no grader suits a prompt
     */
    public Comparison build() {
        require(!prompts.isEmpty(), "no prompts", "Add at least one; a verdict takes 20");
        require(!contenders.isEmpty(), "no contenders", "Add models or policies");
        require(!graders.isEmpty(), "no graders", "Add one of Graders");
        unique("prompt", prompts.stream().map(ComparedPrompt::id).toList());
        unique("contender", contenders.stream().map(Contender::name).toList());
        unique("grader", graders.stream().map(Grader::name).toList());
        List<String> unsuited = prompts.stream()
                .filter(prompt -> graders.stream().noneMatch(grader -> grader.grades(prompt)))
                .map(ComparedPrompt::id)
                .toList();
        require(
                unsuited.isEmpty(),
                "no grader for the prompts " + unsuited,
                "Say what is expected of them, or add a grader that suits them");
        return new Comparison(this);
    }

    private static void unique(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        names.forEach(name -> require(seen.add(name), "the " + what + " '" + name + "' twice", "Name each one once"));
    }

    private static void require(boolean met, String found, String advice) {
        if (!met) {
            throw new IllegalArgumentException("The comparison has " + found + ". " + advice + ".");
        }
    }
}
