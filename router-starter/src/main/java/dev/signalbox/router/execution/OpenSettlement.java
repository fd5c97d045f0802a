package dev.signalbox.router.execution;

import dev.signalbox.router.budget.BudgetReservation;
import dev.signalbox.router.budget.BudgetStore;
import java.util.List;

/** What the store is yet to be told of a reservation. Only one thread at a time tells it. */
final class OpenSettlement {

    private final BudgetReservation reservation;
    private final List<Long> used;
    private boolean unknown;
    private int tries;

    /**
     * The truth about a reservation.
     *
     * @param used for each claim
     * @param unknown whether the store may not know of the reservation, so that it is to be told of it first
     */
    OpenSettlement(BudgetReservation reservation, List<Long> used, boolean unknown) {
        this.reservation = reservation;
        this.used = used;
        this.unknown = unknown;
    }

    /** Tells the store. Repeated after a failure, neither step counts twice. */
    void book(BudgetStore store) {
        tries++;
        if (unknown) {
            store.reserve(reservation);
            unknown = false;
        }
        store.settle(reservation.id(), used, true);
    }

    int tries() {
        return tries;
    }

    @Override
    public String toString() {
        return reservation.id();
    }
}
