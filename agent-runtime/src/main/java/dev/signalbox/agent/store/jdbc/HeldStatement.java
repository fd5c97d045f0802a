package dev.signalbox.agent.store.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A statement by which a worker writes one row, if it has the run.
 *
 * @param before the statement up to where it selects the run
 * @param first its parameters
 * @param after the rest
 * @param last the parameters of the rest
 */
record HeldStatement(String before, Object[] first, String after, Object... last) {

    String sql(JournalDialect dialect) {
        return before + Hold.from(dialect) + after;
    }

    List<Object> parameters(Hold hold) {
        List<Object> parameters = new ArrayList<>(Arrays.asList(first));
        parameters.addAll(hold.parameters());
        parameters.addAll(Arrays.asList(last));
        return parameters;
    }
}
