/** What has been done: runs and their steps, replayed by key, written once. */
@NullMarked
package dev.signalbox.agent.journal;

import org.jspecify.annotations.NullMarked;
