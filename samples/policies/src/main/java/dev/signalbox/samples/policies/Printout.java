package dev.signalbox.samples.policies;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Decision;
import java.io.PrintStream;
import java.util.Comparator;

/** Writes what becomes of calls. */
record Printout(PrintStream out) {

    void title(String title) {
        out.println(title);
    }

    void line(String line) {
        out.println("   | " + line);
    }

    void call(RoutedCall call) {
        decision(call.decision());
        call.attempts().stream()
                .sorted(Comparator.comparingInt(Attempt::number))
                .forEach(attempt -> line("attempt " + attempt.number() + ": " + attempt));
        line("cost: " + call.cost());
    }

    private void decision(Decision decision) {
        String rule = decision.selection().rule();
        line("policy " + decision.policy().name() + " (by "
                + decision.selection().source() + (rule == null ? "" : " " + rule) + ")");
        if (!decision.guards().isEmpty()) {
            line("guards: " + String.join(", ", decision.guards()));
        }
        if (decision.staysWith() != null) {
            line("stays with " + decision.staysWith());
        }
        if (decision.degradedBy() != null) {
            line("cheapest first: the budget " + decision.degradedBy() + " is used up");
        }
        decision.candidates().forEach(candidate -> line("candidate: " + described(candidate.deployment())));
        decision.exclusions().forEach(exclusion -> line("left out: " + exclusion));
    }

    private static String described(Deployment deployment) {
        return deployment.id()
                + (deployment.parameters().isEmpty()
                        ? ""
                        : " with " + withoutBraces(deployment.parameters().toString()));
    }

    private static String withoutBraces(String map) {
        return map.substring(1, map.length() - 1);
    }

    void answer(ChatResponse response) {
        line("answer: " + response.aiMessage().text());
    }

    void refused(Throwable why) {
        line("refused: " + why.getMessage());
    }
}
