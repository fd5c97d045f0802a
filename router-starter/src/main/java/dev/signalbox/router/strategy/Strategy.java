package dev.signalbox.router.strategy;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.util.List;

/**
 * Orders the candidates of one model. Must be thread-safe, fast, and leave out nothing: what may not be used was
 * filtered before.
 */
public interface Strategy {

    /** The name that policies use. */
    String name();

    /**
     * Puts the candidates into the order in which they are tried.
     *
     * @param candidates at least two, in configured order; not to be changed
     * @param facts the request
     * @return the same candidates in another order
     */
    List<Candidate> order(List<Candidate> candidates, RequestFacts facts);
}
