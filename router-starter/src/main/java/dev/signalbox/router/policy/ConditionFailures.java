package dev.signalbox.router.policy;

/** Is told of conditions that throw instead of answering. */
@FunctionalInterface
public interface ConditionFailures {

    /** Nobody is told. */
    ConditionFailures IGNORED = (what, consequence, failure) -> {};

    /**
     * A condition has failed.
     *
     * @param what the rule or guard
     * @param consequence what becomes of it
     */
    void failed(String what, String consequence, RuntimeException failure);
}
