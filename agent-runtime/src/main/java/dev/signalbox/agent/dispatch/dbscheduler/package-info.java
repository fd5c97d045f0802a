/** Runs handed out by db-scheduler, by leases in a database that all nodes share. */
@NullMarked
package dev.signalbox.agent.dispatch.dbscheduler;

import org.jspecify.annotations.NullMarked;
