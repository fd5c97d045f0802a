/** What may be concluded from graded answers: intervals, differences and a verdict; knows nothing of models or calls. */
@NullMarked
package dev.signalbox.router.compare.statistics;

import org.jspecify.annotations.NullMarked;
