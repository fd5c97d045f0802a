package dev.signalbox.samples.rag.answer;

import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.usage.Cost;
import java.util.List;

/** What happens while a question is answered. */
public sealed interface AnswerEvent {

    /** Whether nothing comes after it. */
    default boolean ends() {
        return false;
    }

    /**
     * Passages were found.
     *
     * @param query what was searched for: the question, or what a model made of it
     * @param rewritten whether it is another one than was asked
     */
    record Searched(String query, boolean rewritten, List<Source> sources) implements AnswerEvent {}

    /** A piece of the answer. */
    record Text(String text) implements AnswerEvent {}

    /**
     * The answer is complete.
     *
     * @param cited the numbers of the sources that it cites
     * @param calls the model calls that it took
     * @param cost what they cost
     */
    record Done(Support support, List<Integer> cited, List<CallReport> calls, Cost cost) implements AnswerEvent {

        @Override
        public boolean ends() {
            return true;
        }
    }

    /**
     * There will be no answer.
     *
     * @param calls the model calls that were made nevertheless
     * @param cost what they cost
     */
    record Failed(String message, List<CallReport> calls, Cost cost) implements AnswerEvent {

        /** Before anybody has counted what it cost. */
        public static Failed of(Throwable failure) {
            return new Failed(message(failure), List.of(), new Cost(0, false));
        }

        /** What it says itself is for operators, and stands in the log. */
        static String message(Throwable failure) {
            return RoutingFailure.of(failure)
                    .map(routing -> "no model has answered (%s)".formatted(routing.kind()))
                    .orElse("something went wrong here, the log says more");
        }

        @Override
        public boolean ends() {
            return true;
        }
    }

    /** What an answer rests on. */
    enum Support {
        /** It cites passages. */
        CITED,
        /** It cites none, so that nothing shows it is true. */
        UNSUPPORTED,
        /** A model found no answer in the passages. */
        NOT_IN_PASSAGES,
        /** No passage was near enough for a model to be asked. */
        NOTHING_NEAR
    }
}
