package dev.signalbox.agent.store.jdbc;

import static dev.signalbox.agent.store.jdbc.Values.number;
import static dev.signalbox.agent.store.jdbc.Values.text;

import dev.signalbox.agent.journal.RunId;
import java.util.List;

/**
 * What has to be true for a worker to write something: it is the last that claimed the run, and the run has not ended.
 *
 * @param run the run
 * @param epoch of the worker
 */
record Hold(RunId run, long epoch) {

    static final String CONDITIONS = "id = ? and epoch = ? and status = 'RUNNING'";

    /**
     * The end of a statement that selects from runs. Until what it writes is kept, nobody takes the run; whoever takes it
     * afterwards sees it.
     */
    static String from(JournalDialect dialect) {
        return dialect.locking(" from agent_run where " + CONDITIONS, "share");
    }

    List<Object> parameters() {
        return List.of(text(run.value()), number(epoch));
    }
}
