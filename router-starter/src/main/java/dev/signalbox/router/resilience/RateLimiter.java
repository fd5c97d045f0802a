package dev.signalbox.router.resilience;

import dev.signalbox.router.model.Limits;

/**
 * Keeps each account within its requests and tokens per minute. An account is a deployment, or those of whose calls a rate
 * limit is. Both are taken together or not at all. An account may use up to one minute's worth at once; what is used comes
 * back evenly over a minute.
 *
 * <p>Counts go by account and its limits per minute: they outlive a reload that leaves those as they are, and begin anew
 * where it changes them. Nodes that share a store count together. Where {@link Limits#perMinute} is false, every request is let through.
 *
 * <p>No request counts for more than the tokens of one minute, neither as estimated nor as used: one that is larger than
 * the limit waits until nothing else is owed, not for ever. As estimated none counts for less than one token.
 *
 * <p>Implementations are thread-safe and never let more through than the limits allow. Only {@link #tryAcquire} may wait for
 * a store, and not for long. Times are nanoseconds.
 */
public interface RateLimiter {

    /**
     * Takes one request and its tokens. Whoever got them calls {@link #settle} when the tokens are known, or
     * {@link #giveBack} if nothing was sent.
     *
     * @param account the id of the deployment that is about to be called, or whose calls are counted together
     * @param limits its limits
     * @param tokens what the request will presumably use, input and output together
     * @return 0 if they were taken; else, with nothing taken, how long to wait before asking again: always above 0
     * @throws RateLimiterUnavailableException if nobody can tell, and that is set to be a refusal
     */
    long tryAcquire(String account, Limits limits, long tokens);

    /**
     * How long {@link #tryAcquire} would make such a request wait now, as far as this node knows. Takes and changes nothing,
     * and asks no store.
     *
     * @param account the account that might be used
     * @param limits its limits
     * @param tokens what the request will presumably use, input and output together
     * @return 0 if it would presumably be let through now
     */
    long nanosUntilFree(String account, Limits limits, long tokens);

    /**
     * Puts what was used in place of what was estimated. What was not used comes back at once; what was used beyond it is
     * owed, and no other request is let through until it is made up for.
     *
     * @param account the account that was used
     * @param limits the limits that the tokens were taken under
     * @param estimated the tokens that were asked for
     * @param used the tokens that were used
     */
    void settle(String account, Limits limits, long estimated, long used);

    /**
     * Returns the request and its tokens, because it was never sent.
     *
     * @param account the account that was not used
     * @param limits the limits that they were taken under
     * @param tokens the tokens that were asked for
     */
    void giveBack(String account, Limits limits, long tokens);
}
