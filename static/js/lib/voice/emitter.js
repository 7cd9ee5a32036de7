// A subject that listeners subscribe to: on(event, fn) returns the way to unsubscribe.

export function createEmitter() {
  const listeners = new Map();

  function on(event, listener) {
    if (!listeners.has(event)) listeners.set(event, new Set());
    listeners.get(event).add(listener);
    return () => listeners.get(event).delete(listener);
  }

  function emit(event, detail) {
    for (const listener of [...(listeners.get(event) ?? [])]) {
      try {
        listener(detail);
      } catch (error) {
        // One broken listener must not keep the others from hearing that a call came in.
        console.error(error);
      }
    }
  }

  return { on, emit };
}
