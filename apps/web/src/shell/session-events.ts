type Listener = () => void;

/** Tells whoever listens that something happened to the session, wherever in the page it was noticed. */
class Announcement {
  private readonly listeners = new Set<Listener>();

  announce(): void {
    for (const listener of this.listeners) listener();
  }

  /** @returns how to stop listening */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** The API refused a request because the session is over. */
export const sessionEnded = new Announcement();
