package dev.signalbox.agent.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lets the writers of this process take turns. SQLite has one writer at a time and lets the others try again and again, of whom
 * some wait for seconds while others are served; so they wait in a row before they ask it.
 */
final class WriteTurns {

    private final boolean taken;
    private final ReentrantLock turn = new ReentrantLock(true);

    WriteTurns(JournalDialect dialect) {
        this.taken = dialect == JournalDialect.SQLITE;
    }

    <T> T take(Supplier<T> work) {
        if (!taken) {
            return work.get();
        }
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /** Connections that are held for one statement each, as a dispatcher does: a turn lasts until the connection is closed. */
    DataSource each(DataSource connections) {
        return taken ? new InTurn(connections) : connections;
    }

    private final class InTurn extends DelegatingDataSource {

        InTurn(DataSource behind) {
            super(behind);
        }

        @Override
        public Connection getConnection() throws SQLException {
            turn.lock();
            try {
                return untilClosed(super.getConnection());
            } catch (SQLException | RuntimeException e) {
                turn.unlock();
                throw e;
            }
        }
    }

    private Connection untilClosed(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                WriteTurns.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    } finally {
                        if (method.getName().equals("close")) {
                            turn.unlock();
                        }
                    }
                });
    }
}
