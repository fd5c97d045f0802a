package dev.signalbox.router.budget;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Amounts that are kept for something under way, all of them or none.
 *
 * @param id unique for all time and all nodes
 * @param owner the node that makes it; see {@link BudgetStore#heartbeat}
 * @param claims at least one, each for another account
 */
public record BudgetReservation(String id, String owner, List<BudgetClaim> claims) {

    /**
     * Copies the claims.
     *
     * @throws IllegalArgumentException if there is none, or if two are for the same account
     */
    public BudgetReservation {
        claims = List.copyOf(claims);
        Set<BudgetAccount> accounts = new HashSet<>();
        if (claims.isEmpty() || !claims.stream().allMatch(claim -> accounts.add(claim.account()))) {
            throw new IllegalArgumentException("A reservation has one claim per account, but has " + claims + ".");
        }
    }
}
