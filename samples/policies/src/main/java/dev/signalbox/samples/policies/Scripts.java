package dev.signalbox.samples.policies;

import static dev.signalbox.samples.policies.Behaviour.OBLIGING;
import static dev.signalbox.samples.policies.Behaviour.breaksOff;
import static dev.signalbox.samples.policies.Behaviour.fails;
import static dev.signalbox.samples.policies.Behaviour.isRateLimitedOnce;
import static dev.signalbox.samples.policies.Behaviour.says;
import static dev.signalbox.samples.policies.Behaviour.slow;
import static java.util.Map.entry;

import dev.signalbox.router.Facts;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.provider.simulated.SimulatedFailureKind;
import java.time.Duration;
import java.util.Map;

/** The scripts of the recipes, each of which shows what its recipe is for. */
final class Scripts {

    private static final String HAIKU = "anthropic/claude-haiku-4-5";
    private static final String SONNET = "anthropic/claude-sonnet-4-6";
    private static final String GPT = "openai/gpt-5.2";
    private static final String MINI = "openai/gpt-5.4-mini";

    private static final CallFacts NOTHING = Facts.none();
    private static final CallFacts ACME = Facts.tenant("acme");
    private static final CallFacts PERSONAL = Facts.tag("data", "pii");

    private static final Script TYPICAL = Script.of(stage -> {
        stage.call("a call of which nothing is known", NOTHING);
        stage.call("a call of tenant acme, session a", ACME.session("a"));
        stage.call("a long call", NOTHING, Requests.ofTokens(40_000));
    });

    private static final Map<String, Script> BY_RECIPE = Map.ofEntries(
            entry(
                    "cost-ceiling",
                    Script.of(stage -> stage.call("a call while the cheapest is rate limited", NOTHING))
                            .where(MINI, fails(SimulatedFailureKind.RATE_LIMITED))),
            entry(
                    "cheapest-first",
                    Script.of(stage -> stage.call("a call while the cheapest is rate limited", NOTHING))
                            .where(MINI, fails(SimulatedFailureKind.RATE_LIMITED))),
            entry(
                    "fallback-chain",
                    Script.of(stage -> stage.call("a call while one provider is overloaded and one is down", NOTHING))
                            .where(SONNET, fails(SimulatedFailureKind.RATE_LIMITED))
                            .where("openrouter/anthropic/claude-sonnet-4.6", fails(SimulatedFailureKind.SERVER))),
            entry(
                    "retry-after",
                    Script.of(stage -> {
                                stage.call("the first choice says: come back in five seconds", NOTHING);
                                stage.call("a call at once", NOTHING);
                                stage.pause(Duration.ofMillis(5100));
                                stage.call("a call after that", NOTHING);
                            })
                            .where(MINI, isRateLimitedOnce(Duration.ofSeconds(5)))),
            entry(
                    "several-keys",
                    Script.of(stage -> {
                                stage.call("the quota of the first key is used up", NOTHING);
                                stage.call("a call after that", NOTHING);
                            })
                            .where(MINI, fails(SimulatedFailureKind.QUOTA), OBLIGING)),
            entry(
                    "openrouter",
                    Script.of(stage -> stage.call("a call while the provider itself is down", NOTHING))
                            .where(SONNET, fails(SimulatedFailureKind.SERVER))),
            entry(
                    "hedging",
                    Script.of(stage -> stage.call("the first provider takes a minute today", NOTHING))
                            .where(MINI, slow(Duration.ofMinutes(1)))),
            entry(
                    "deadline",
                    Script.of(stage -> stage.stream("a stream that the first provider does not begin", NOTHING))
                            .where(MINI, slow(Duration.ofMinutes(1)))),
            entry(
                    "broken-stream",
                    Script.of(stage -> stage.stream("a stream that breaks", NOTHING))
                            .where(GPT, breaksOff("The quick brown fox jumps over the lazy dog.", 5))
                            .where(SONNET, says("jumps over the lazy dog."))),
            entry(
                    "structured-output",
                    Script.of(stage ->
                                    stage.call("the first answer has a text for a number", NOTHING, Requests.ofCity()))
                            .where(MINI, says("{\"city\": \"Bergen\", \"people\": \"many\"}"))
                            .where(GPT, says("{\"city\": \"Bergen\", \"people\": 294000}"))),
            entry("context-window", Script.of(stage -> {
                stage.call("a short call", NOTHING);
                stage.call("a long call", NOTHING, Requests.ofTokens(40_000));
            })),
            entry("sticky-session", Script.of(stage -> {
                stage.call("session a", Facts.session("a"));
                stage.call("session b", Facts.session("b"));
                stage.call("session a again", Facts.session("a"));
                stage.call("session b again", Facts.session("b"));
            })),
            entry(
                    "prompt-cache",
                    Script.of(stage -> {
                                stage.call("session a, while the first choice is rate limited", Facts.session("a"));
                                stage.pause(Duration.ofMillis(1100));
                                stage.call("session a again", Facts.session("a"));
                                stage.call("session b", Facts.session("b"));
                            })
                            .where(SONNET, isRateLimitedOnce(Duration.ofSeconds(1)))),
            entry("ab-test", Script.of(stage -> {
                stage.call("a session", Facts.session("session-0"));
                stage.calls(200, "200 sessions", number -> Facts.session("session-" + number));
            })),
            entry("weighted", Script.of(stage -> {
                stage.call("a call", NOTHING);
                stage.calls(200, "200 calls", number -> NOTHING);
            })),
            entry("shadow", Script.of(stage -> stage.callsUntilOneIsCopied("calls until one is copied"))),
            entry("rules", Script.of(stage -> {
                stage.call("a call of which nothing is known", NOTHING);
                stage.call("a long call", NOTHING, Requests.ofTokens(40_000));
                stage.call("a call with a picture", NOTHING, Requests.ofPicture());
                stage.call("a call of a gold customer", Facts.tag("tier", "gold"));
            })),
            entry("guard-local", Script.of(stage -> {
                stage.call("a call of which nothing is known", NOTHING);
                stage.call("a call with personal data", PERSONAL);
                stage.drain("in-house/qwen3-32b");
                stage.call("a call with personal data while the house is away", PERSONAL);
            })),
            entry("aliases", Script.of(stage -> {
                stage.call("a call that names gpt-4o", NOTHING, Requests.named("gpt-4o"));
                stage.call("a call that names gpt-4o-mini", NOTHING, Requests.named("gpt-4o-mini"));
            })),
            entry("tenant-budgets", Script.of(stage -> {
                stage.calls(10, "10 calls of tenant acme, 900,000 tokens each", number -> ACME, 900_000);
                stage.call("a call of tenant initech", Facts.tenant("initech"));
            })),
            entry(
                    "budget-degrade",
                    Script.of(stage -> {
                                stage.calls(40, "40 calls of 900,000 tokens each", number -> NOTHING, 900_000);
                                stage.call("a short call after that", NOTHING);
                            })
                            .where(SONNET, says("There is a lot to say. ".repeat(100)))),
            entry("rate-limits", Script.of(stage -> {
                stage.calls(100, "100 calls of tenant acme", number -> ACME);
                stage.call("a call of tenant initech", Facts.tenant("initech"));
            })));

    private Scripts() {}

    /** The script of a recipe; for one that has none, some typical calls. */
    static Script of(String recipe) {
        return BY_RECIPE.getOrDefault(recipe, TYPICAL);
    }
}
