package dev.signalbox.router.compare;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.TokenEstimate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/** Asks contenders. */
@RequiredArgsConstructor
final class Examination {

    private final ComparisonBuilder parts;

    Outcome ask(PlannedCall planned) {
        List<ChatMessage> messages = planned.prompt().messages().stream()
                .map(PromptMessage::toChatMessage)
                .toList();
        ChatRequest request = ChatRequest.builder().messages(messages).build();
        Instant askedAt = parts.clock.instant();
        CallAccount account = CallAccount.of(
                parts.router,
                request,
                Facts.policy(planned.contender().name())
                        .tag("comparison", parts.settings.name())
                        .tag("prompt", planned.prompt().id()));
        return outcome(planned, TokenEstimate.of(request), account).toBuilder()
                .askedAt(askedAt)
                .build();
    }

    private Outcome outcome(PlannedCall planned, int tokens, CallAccount account) {
        Outcome.OutcomeBuilder outcome = asked(planned, tokens)
                .answer(account.answer())
                .failure(account.failure())
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
