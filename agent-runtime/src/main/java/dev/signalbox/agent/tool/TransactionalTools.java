package dev.signalbox.agent.tool;

import javax.sql.DataSource;

/**
 * Says on which data source the tools of an object with {@link Effect#TRANSACTIONAL} work. Not needed where the object has a
 * field with the data source, or with something that has one, such as a {@code JdbcTemplate}.
 */
public interface TransactionalTools {

    /** The data source that its tools write to; it must be that of the journal. */
    DataSource dataSource();
}
