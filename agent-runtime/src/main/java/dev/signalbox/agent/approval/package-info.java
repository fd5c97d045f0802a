/** Questions to people, and what they decide. */
@NullMarked
package dev.signalbox.agent.approval;

import org.jspecify.annotations.NullMarked;
