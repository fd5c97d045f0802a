package dev.signalbox.test.agent.kill;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.dispatch.dbscheduler.DbSchedulerDispatcher;
import dev.signalbox.agent.dispatch.dbscheduler.DbSchedulerSettings;
import dev.signalbox.agent.event.RunEvent;
import dev.signalbox.agent.event.RunListener;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.store.jdbc.JdbcJournalStore;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.JdbcTemplate;

/** A process that works on runs until it is killed, or until all have ended. */
final class KillChild {

    private KillChild() {}

    /** Takes the database's URL, the file of effects, the program's name, how many runs and how long each is. */
    public static void main(String[] arguments) throws Exception {
        Effects effects = new Effects(Path.of(arguments[1]));
        int runs = Integer.parseInt(arguments[3]);
        int length = Integer.parseInt(arguments[4]);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (JournalDatabase database = KillTrial.database(arguments[0])) {
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            WorkTools tools = new WorkTools(effects, jdbc);
            JdbcJournalStore store = new JdbcJournalStore(database);
            AgentRuntime runtime = AgentRuntime.builder()
                    .journal(store)
                    .dispatcher(new DbSchedulerDispatcher(
                            database.dispatching(), DbSchedulerSettings.DEFAULTS, Clock.systemUTC()))
                    .models(new WorkModel(effects))
                    .tools(tools)
                    .listener(records(effects))
                    .program(new Work.Plain(tools))
                    .program(new Work.Agentic(tools, threads))
                    .executor(threads)
                    .build();
            runtime.start();
            Class<? extends AgentProgram<Integer, String>> program =
                    arguments[2].equals("Plain") ? Work.Plain.class : Work.Agentic.class;
            for (int run = 0; run < runs; run++) {
                String key = "run-" + run;
                runtime.start(program, length, options -> options.key(key));
            }
            awaitEnd(store);
            runtime.close();
        }
        threads.shutdownNow();
    }

    private static RunListener records(Effects effects) {
        return event -> {
            if (event instanceof RunEvent.StepCompleted completed && !completed.replayed()) {
                record(effects, completed.step());
            }
        };
    }

    private static void record(Effects effects, StepRecord step) {
        String run = step.run().value();
        if (step.kind() == StepKind.MODEL) {
            effects.write(Effects.RECORD, run, step.key());
        } else if (step.kind() == StepKind.TOOL) {
            effects.write(Effects.RECORD, WorkTools.RUN, WorkTools.key(run, step.key()));
        }
    }

    private static void awaitEnd(JdbcJournalStore store) throws InterruptedException {
        while (store.runs(RunQuery.ALL, 1000).stream()
                .anyMatch(run -> !run.status().ended())) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
