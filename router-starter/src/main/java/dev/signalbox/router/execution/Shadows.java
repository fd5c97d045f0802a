package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.policy.Shadow;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Sends copies of answered calls to other models, where their policies say so. The caller's thread does no more than draw
 * a number and set a timer: the copy runs on the executor, and what becomes of it is told to listeners alone.
 */
@Slf4j
@RequiredArgsConstructor
final class Shadows {

    private final Engine engine;
    private final ShadowTargets targets;
    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private final Set<Task> tasks = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A call has ended. Never throws, never waits. */
    void follow(CallRequest request, Plan plan, Outcome outcome) {
        Shadow shadow = plan.decision().policy().shadow();
        ChatResponse answer = outcome.response();
        if (shadow != null && answer != null && !closed) {
            try {
                draw(new ShadowCall(request, plan, shadow, outcome.call(), answer));
            } catch (RuntimeException e) {
                log.warn("A shadow of a call could not be started and was left out", e);
            }
        }
    }

    private void draw(ShadowCall call) {
        if (engine.clockwork().random().getAsDouble() * 100 < call.shadow().share()) {
            String policy = call.plan().decision().policy().name();
            AtomicInteger count = underWay.computeIfAbsent(policy, name -> new AtomicInteger());
            if (count.incrementAndGet() <= call.shadow().concurrency()) {
                Task task = new Task(call, count);
                tasks.add(task);
                schedule(task);
            } else {
                count.decrementAndGet();
                engine.publish(new RouterEvent.ShadowDropped(call.original(), call.shadow()));
            }
        }
    }

    /** By a timer, because an executor may run what it is given on the thread that gives it. */
    private void schedule(Task task) {
        try {
            UnaryOperator<Runnable> context = engine.clockwork().context().capture();
            engine.clockwork().scheduler().schedule(() -> start(task, context.apply(task)), 0, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shuttingDown) {
            task.cancel(false);
        } catch (RuntimeException e) {
            task.cancel(false);
            throw e;
        }
        if (closed) {
            task.cancel(true);
        }
    }

    private void start(Task task, Runnable inContext) {
        try {
            engine.clockwork().executor().execute(inContext);
        } catch (RejectedExecutionException shuttingDown) {
            task.cancel(false);
        }
    }

    private void run(ShadowCall call) {
        try {
            Plan plan = call.plan(engine, targets);
            CallRequest copy = call.request(plan.decision());
            CallRun run = new CallRun(engine, copy, plan, false);
            Outcome outcome = new BlockingDriver(run, copy, engine.clockwork()).call();
            if (!closed) {
                engine.publish(new RouterEvent.ShadowEnded(
                        call.original(), call.answer(), outcome.call(), outcome.response()));
            }
        } catch (RuntimeException e) {
            log.warn(
                    "A shadow of a call of the policy '{}' has failed",
                    call.plan().decision().policy().name(),
                    e);
        }
    }

    /** Cancels those under way; no more will start. */
    void close() {
        closed = true;
        tasks.forEach(task -> task.cancel(true));
    }

    /** One copy; gives back its place when it is over or cancelled. */
    private final class Task extends FutureTask<Void> {

        private final AtomicInteger count;

        Task(ShadowCall call, AtomicInteger count) {
            super(() -> Shadows.this.run(call), null);
            this.count = count;
        }

        @Override
        protected void done() {
            tasks.remove(this);
            count.decrementAndGet();
        }
    }
}
