package dev.signalbox.samples.agentdesk;

import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.RunFailedException;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.RunView;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Does what it is told. */
@Component
class Desk {

    private static final int MOST = 100;
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final AgentRuntime runtime;
    private final RunTable table;
    private final LedgerTable totals;

    Desk(AgentRuntime runtime, RunTable table, LedgerTable totals) {
        this.runtime = runtime;
        this.table = table;
        this.totals = totals;
    }

    void told(Command command, String what) {
        switch (command) {
            case START -> follow(runtime.start(TravelDesk.class, what));
            case RESUME -> resume();
            case APPROVE -> decide(what, Desk::approval);
            case DENY -> decide(what, Desk::denial);
            case CANCEL -> cancel(what);
            case RUNS -> runs().forEach(run -> System.out.println(table.line(run)));
            case SHOW -> table.lines(run(what)).forEach(System.out::println);
            case LEDGER -> totals.lines().forEach(System.out::println);
            case HELP -> System.out.println(Command.help());
        }
    }

    private void resume() {
        runs().stream()
                .filter(run -> !run.status().ended())
                .forEach(run -> follow(runtime.handle(TravelDesk.class, run.id())));
    }

    /** The words after the approval's id, if it is named, are for the decision. */
    private void decide(String what, Function<String, Decision> decision) {
        String[] words = what.split("\\s+", 2);
        Optional<ApprovalRecord> named = pending().stream()
                .filter(approval -> !what.isEmpty() && approval.id().startsWith(words[0]))
                .findFirst();
        ApprovalRecord approval = named.or(() -> pending().stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException("Nothing waits for a decision."));
        String rest = named.isEmpty() ? what : words.length == 1 ? "" : words[1];
        runtime.decide(approval.id(), decision.apply(rest).by(System.getProperty("user.name")));
        follow(runtime.handle(TravelDesk.class, approval.run()));
    }

    /** A misspelt id approves nothing. */
    private static Decision approval(String rest) {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("No question begins with '" + rest + "'. Write its id, or nothing.");
        }
        return Decision.approve();
    }

    private static Decision denial(String rest) {
        return Decision.deny(rest.isEmpty() ? "not now" : rest);
    }

    private List<ApprovalRecord> pending() {
        return runtime.pendingApprovals(MOST);
    }

    private void cancel(String what) {
        RunView run = run(what);
        runtime.cancel(run.id());
        follow(runtime.handle(TravelDesk.class, run.id()));
    }

    private List<RunView> runs() {
        return runtime.find(RunQuery.ALL, MOST);
    }

    /** The run whose id begins so; the newest for nothing. */
    private RunView run(String id) {
        return runs().stream()
                .filter(run -> run.id().value().startsWith(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such run."));
    }

    /** Until it ends or a person is asked. */
    private void follow(RunHandle<String> run) {
        while (!ended(run)) {
            Optional<ApprovalRecord> question = question(run);
            if (question.isPresent()) {
                System.out.println("\n" + table.question(question.get()));
                return;
            }
        }
        System.out.println("\n" + table.line(run.view()));
    }

    private Optional<ApprovalRecord> question(RunHandle<String> run) {
        RunStatus status = run.status();
        return status == RunStatus.PARKED || status == RunStatus.UNCERTAIN
                ? pending().stream()
                        .filter(approval -> approval.run().equals(run.id()))
                        .findFirst()
                : Optional.empty();
    }

    private static boolean ended(RunHandle<String> run) {
        try {
            System.out.println("\n" + run.await(GLANCE));
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (RunFailedException e) {
            System.out.println("\n" + e.getMessage());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
