package dev.signalbox.samples.policies;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.policy.CallFacts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import org.springframework.stereotype.Component;

/** Where calls are made and shown. */
@Component
final class Stage {

    private static final int PATIENCE = 10_000;

    private final Router router;
    private final Clockwork clockwork;
    private final Copies copies;
    private final Printout printout = new Printout(System.out);

    Stage(Router router, Clockwork clockwork, Copies copies) {
        this.router = router;
        this.clockwork = clockwork;
        this.copies = copies;
    }

    /** A short call. */
    void call(String title, CallFacts facts) {
        call(title, facts, Requests.greeting());
    }

    void call(String title, CallFacts facts, ChatRequest request) {
        printout.title(title);
        try {
            RoutedAnswer answer = router.chat(request, facts);
            printout.call(answer.call());
            printout.answer(answer.response());
        } catch (RuntimeException e) {
            refused(e);
        }
    }

    /** A call whose answer comes piece by piece. */
    void stream(String title, CallFacts facts) {
        printout.title(title);
        CompletableFuture<ChatResponse> end = new CompletableFuture<>();
        CallWatch watch = new CallWatch() {
            @Override
            public void ended(RoutedCall call) {
                printout.call(call);
            }
        };
        router.stream(Requests.greeting(), facts, null, watch, new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                end.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                end.completeExceptionally(error);
            }
        });
        try {
            printout.answer(end.join());
        } catch (CompletionException e) {
            printout.refused(e);
        }
    }

    private void refused(RuntimeException e) {
        RoutingFailure.of(e).map(RoutingFailure::call).ifPresent(printout::call);
        printout.refused(e);
    }

    /** Many short calls, of which is told how many had which end. */
    void calls(int times, String title, IntFunction<CallFacts> facts) {
        calls(times, title, facts, Requests.greeting());
    }

    /** The same with requests of about so many tokens. */
    void calls(int times, String title, IntFunction<CallFacts> facts, int tokens) {
        calls(times, title, facts, Requests.ofTokens(tokens));
    }

    private void calls(int times, String title, IntFunction<CallFacts> facts, ChatRequest request) {
        printout.title(title);
        Tally tally = new Tally();
        for (int number = 0; number < times; number++) {
            try {
                tally.add(router.chat(request, facts.apply(number)).call());
            } catch (RuntimeException e) {
                tally.add(e);
            }
        }
        tally.lines().forEach(printout::line);
    }

    void callsUntilOneIsCopied(String title) {
        printout.title(title);
        RouterEvent.ShadowEnded copied = null;
        for (int number = 0; copied == null && number < PATIENCE; number++) {
            router.chat(Requests.greeting(), Facts.none());
            copied = copies.next();
        }
        if (copied != null) {
            printout.call(copied.original());
            copied.shadow().attempts().forEach(attempt -> printout.line("copy: " + attempt));
        }
    }

    void drain(String deployment) {
        printout.title("(" + deployment + " is taken out of use)");
        router.drain(deployment);
    }

    void pause(Duration time) {
        printout.title("(" + time.toMillis() + " ms go by)");
        try {
            clockwork.sleeper().sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
