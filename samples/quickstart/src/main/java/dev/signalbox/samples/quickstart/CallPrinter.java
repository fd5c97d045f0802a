package dev.signalbox.samples.quickstart;

import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.usage.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.stereotype.Component;

/** Prints how each call was routed, and adds up what all of them cost. */
@Component
class CallPrinter implements RouterListener {

    private final Queue<Cost> costs = new ConcurrentLinkedQueue<>();

    @Override
    public void on(RouterEvent event) {
        if (event instanceof RouterEvent.CallEnded ended) {
            costs.add(ended.call().cost());
            lines(ended.call()).forEach(line -> System.out.println("   | " + line));
        }
    }

    Cost total() {
        return costs.stream().reduce(Cost.ZERO, Cost::plus);
    }

    private static List<String> lines(RoutedCall call) {
        Decision decision = call.decision();
        List<String> lines = new ArrayList<>();
        String guards = decision.guards().isEmpty() ? "" : ", guard " + String.join(", ", decision.guards());
        lines.add("policy " + decision.policy().name() + " (by "
                + decision.selection().source() + ")" + guards);
        for (Exclusion exclusion : decision.exclusions()) {
            lines.add("left out: " + exclusion);
        }
        for (Attempt attempt : call.attempts()) {
            lines.add("attempt " + attempt.number() + ": " + attempt);
        }
        lines.add(call.usage().input() + " + " + call.usage().output() + " tokens, " + call.cost());
        return lines;
    }
}
