package dev.signalbox.router.resilience;

import dev.signalbox.router.model.Limits;

/**
 * Keeps each deployment within its requests and tokens per minute. Both are taken together or not at all. A deployment
 * may use up to one minute's worth at once; what is used comes back evenly over a minute.
 *
 * <p>Counts go by deployment and its limits per minute: they outlive a reload that leaves those as they are, and begin
 * anew where it changes them. Where {@link Limits#perMinute} is false, every request is let through.
 *
 * <p>No request counts for more than the tokens of one minute, neither as estimated nor as used: one that is larger than
 * the limit waits until nothing else is owed, not for ever. As estimated none counts for less than one token.
 *
 * <p>Implementations are thread-safe, do not block, and never let more through than the limits allow. Times are
 * nanoseconds.
 */
public interface RateLimiter {

    /**
     * Takes one request and its tokens. Whoever got them calls {@link #settle} when the tokens are known, or
     * {@link #giveBack} if nothing was sent.
     *
     * @param deploymentId the deployment that is about to be called
     * @param limits the limits of that deployment
     * @param tokens what the request will presumably use, input and output together
     * @return 0 if they were taken; else, with nothing taken, how long to wait before asking again: always above 0
     */
    long tryAcquire(String deploymentId, Limits limits, long tokens);

    /**
     * How long {@link #tryAcquire} would make such a request wait now. Takes and changes nothing.
     *
     * @param deploymentId the deployment that might be called
     * @param limits the limits of that deployment
     * @param tokens what the request will presumably use, input and output together
     * @return 0 if it would be let through now
     */
    long nanosUntilFree(String deploymentId, Limits limits, long tokens);

    /**
     * Puts what was used in place of what was estimated. What was not used comes back at once; what was used beyond it is
     * owed, and no other request is let through until it is made up for.
     *
     * @param deploymentId the deployment that was called
     * @param limits the limits that the tokens were taken under
     * @param estimated the tokens that were asked for
     * @param used the tokens that were used
     */
    void settle(String deploymentId, Limits limits, long estimated, long used);

    /**
     * Returns the request and its tokens, because it was never sent.
     *
     * @param deploymentId the deployment that was not called
     * @param limits the limits that they were taken under
     * @param tokens the tokens that were asked for
     */
    void giveBack(String deploymentId, Limits limits, long tokens);
}
