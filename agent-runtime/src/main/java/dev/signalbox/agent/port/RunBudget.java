package dev.signalbox.agent.port;

/** Limits the cost of a run's model calls while it is open. */
public interface RunBudget extends AutoCloseable {

    /** Limits nothing. */
    RunBudget NONE = () -> {};

    /** Ends the limit, unless another slice has it open too; closing again changes nothing. */
    @Override
    void close();
}
