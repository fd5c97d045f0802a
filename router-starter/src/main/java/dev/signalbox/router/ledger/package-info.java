/** What happened, written down: a record of each call and attempt on its way to the ledger. */
@NullMarked
package dev.signalbox.router.ledger;

import org.jspecify.annotations.NullMarked;
