package dev.signalbox.test.ledger;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.ledger.LedgerListener;
import dev.signalbox.router.ledger.LedgerWriter;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.store.jdbc.JdbcLedger;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A process that calls a model about a thousand times a second and says of each call that it has ended, until it is killed. */
final class LedgerChild {

    private LedgerChild() {}

    /**
     * Runs.
     *
     * @param arguments the URL of the database
     */
    public static void main(String[] arguments) {
        JdbcStore store = new JdbcStore(new JdbcSettings(arguments[0], null, null, 2, Duration.ofSeconds(10)));
        store.jdbc(); // makes the tables before the first call
        Clockwork parts = new SystemClockwork().clockwork();
        LedgerWriter writer = new LedgerWriter(
                new JdbcLedger(store),
                new LedgerWriter.Threads(parts.scheduler(), parts.executor(), parts.instants(), parts.nanos()),
                20_000,
                null);
        Deployment small =
                Deployment.of("house/small").price(Price.perMillion("1", "2")).build();
        Router router = Router.builder(Catalogue.of(Model.of("small", small)), PolicySet.of(Policy.of("any", "small")))
                .client(small.id(), new ScriptedChatModel().always(ScriptedReply.text("done")))
                .listener(new LedgerListener(writer, parts.instants()))
                .clockwork(parts)
                .build();
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from("Hello")).build();
        while (true) {
            RoutedCall call = router.chat(request, CallFacts.NONE).call();
            System.out.println(call.decision().id() + " " + System.currentTimeMillis() + " "
                    + call.cost().pico());
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}
