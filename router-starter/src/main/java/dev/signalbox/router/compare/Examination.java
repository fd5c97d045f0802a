package dev.signalbox.router.compare;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.TokenEstimate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Asks contenders. */
@Slf4j
@RequiredArgsConstructor
final class Examination {

    static final String CANCELLED = "CANCELLED";
    static final String UNASKED = "UNASKED";

    private final ComparisonBuilder parts;
    private final Set<Contender> hopeless = ConcurrentHashMap.newKeySet();

    /** How often each has said something. */
    private final Map<Contender, Integer> heard = new ConcurrentHashMap<>();

    /** The answer, once the contender can be asked; with the failure {@value #UNASKED} if it cannot within the patience. */
    Outcome ask(PlannedCall planned) {
        List<ChatMessage> messages = planned.prompt().messages().stream()
                .map(PromptMessage::toChatMessage)
                .toList();
        ChatRequest request = ChatRequest.builder().messages(messages).build();
        Outcome.OutcomeBuilder outcome = asked(planned, TokenEstimate.of(request));
        Contender contender = planned.contender();
        Patience patience = patience(contender);
        CallAccount account = call(planned, request);
        for (Unasked unasked = account.unasked(); unasked != null; unasked = account.unasked()) {
            Duration pause = unasked.pause();
            if (pause == null || hopeless.contains(contender) || !patience.suffices(pause, account, heard(contender))) {
                return giveUp(planned, outcome, account, unasked);
            }
            if (!slept(pause)) {
                return told(outcome, account, CANCELLED);
            }
            account = call(planned, request);
        }
        heard.merge(contender, 1, Integer::sum);
        hopeless.remove(contender);
        return told(outcome, account, account.failure());
    }

    private Patience patience(Contender contender) {
        return new Patience(parts.settings.patience(), heard(contender));
    }

    private int heard(Contender contender) {
        return heard.getOrDefault(contender, 0);
    }

    private static boolean slept(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private CallAccount call(PlannedCall planned, ChatRequest request) {
        return CallAccount.of(
                parts.router,
                request,
                Facts.policy(planned.contender().name())
                        .tag("comparison", parts.settings.name())
                        .tag("prompt", planned.prompt().id()));
    }

    /** Nobody waits for that contender again, until it has answered somebody. */
    private Outcome giveUp(PlannedCall planned, Outcome.OutcomeBuilder outcome, CallAccount account, Unasked unasked) {
        if (hopeless.add(planned.contender())) {
            log.warn(
                    "'{}' cannot be asked at the moment: {}",
                    planned.contender().name(),
                    unasked.why());
        }
        return told(outcome, account, UNASKED);
    }

    private static Outcome told(Outcome.OutcomeBuilder outcome, CallAccount account, @Nullable String failure) {
        outcome.answer(account.answer())
                .failure(failure)
                .tried(account.deployments())
                .costUsd(account.cost().usd())
                .costComplete(account.cost().complete());
        RoutedCall call = account.call();
        return call == null ? outcome.build() : told(outcome, call).build();
    }

    /** What is known before anybody has answered. */
    private Outcome.OutcomeBuilder asked(PlannedCall planned, int tokens) {
        ComparedPrompt prompt = planned.prompt();
        return Outcome.builder()
                .format(Outcome.FORMAT)
                .askedAt(parts.clock.instant())
                .comparison(parts.settings.name())
                .prompt(prompt.id())
                .contentHash(Hashes.ofContent(prompt))
                .gradingHash("")
                .category(prompt.category())
                .messages(prompt.messages())
                .needs(List.of())
                .characters(prompt.messages().stream()
                        .mapToInt(message -> message.text().length())
                        .sum())
                .estimatedTokens(tokens)
                .contender(planned.contender().name())
                .kind(planned.contender().kind())
                .repetition(planned.repetition())
                .grades(Map.of())
                .reasons(Map.of())
                .gradingCostUsd(Cost.ZERO.usd())
                .gradingCostComplete(true);
    }

    private static Outcome.OutcomeBuilder told(Outcome.OutcomeBuilder outcome, RoutedCall call) {
        return outcome.needs(call.decision().facts().needs().stream()
                        .map(Enum::name)
                        .sorted()
                        .toList())
                .deployment(call.answeredBy().map(Deployment::id).orElse(null))
                .attempts(call.attempts().size())
                .inputTokens(call.usage().input())
                .outputTokens(call.usage().output())
                .latencyMillis(call.duration().toMillis());
    }
}
