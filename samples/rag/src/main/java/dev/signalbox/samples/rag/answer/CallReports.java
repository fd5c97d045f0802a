package dev.signalbox.samples.rag.answer;

import dev.langchain4j.invocation.InvocationParameters;
import dev.signalbox.router.RoutedCalls;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.usage.Cost;
import java.util.List;
import java.util.stream.Stream;

/** The model calls that one question took. */
record CallReports(InvocationParameters rewriting, InvocationParameters answer) {

    /** Where it never came to an answer. */
    static CallReports of(InvocationParameters rewriting) {
        return new CallReports(rewriting, new InvocationParameters());
    }

    List<CallReport> list() {
        return Stream.concat(
                        RoutedCalls.of(rewriting).stream().map(call -> CallReport.of("rewrite", call)),
                        RoutedCalls.of(answer).stream().map(call -> CallReport.of("answer", call)))
                .toList();
    }

    Cost cost() {
        return Stream.of(rewriting, answer)
                .flatMap(parameters -> RoutedCalls.of(parameters).stream())
                .map(RoutedCall::cost)
                .reduce(Cost.ZERO, Cost::plus);
    }
}
