import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/**
 * Undoes whatever the page's own `div` rules do to the mount. Inline, because the mount lies in the
 * page's light DOM, where the shadow root's styles can't reach. The light colour scheme keeps the
 * frame inside transparent on a dark page.
 */
const MOUNT_STYLE = 'all:unset;display:block;min-inline-size:0;color-scheme:light';

let instances = 0;

/** The shadow roots around `element`, innermost first. The way up passes closed roots too. */
function enclosingRoots(element: Element): ShadowRoot[] {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? [root, ...enclosingRoots(root.host)] : [];
}

/**
 * Gives its host a node in the document's light DOM that shows up inside the host's shadow root,
 * however many shadow roots lie between, closed ones included.
 *
 * Stripe's elements refuse to be mounted in a shadow root. So the outermost enclosing host gets a
 * `<div slot>` child, each host further in a `<slot>` child that passes it on, and the host itself
 * renders `<slot name=${relay.slotName}>` where the frame belongs.
 *
 * The node is never moved: to move an iframe is to reload it. When the host was moved, or somebody
 * removed the node, `onMount` is called again, and the owner mounts anew.
 */
export class MountRelay implements ReactiveController {
  /** Unique per instance, so that two under one outer host don't share a slot. */
  readonly slotName = `tender-mount-${(instances += 1)}`;

  #host: Host;
  #onMount: (node: HTMLElement) => void;
  #onBlocked: (by: Element) => void;
  #nodes: HTMLElement[] = [];
  #removals?: MutationObserver;

  /**
   * @param onMount - gets the node, connected and in the light DOM; called again after each move
   * @param onBlocked - gets an enclosing host that assigns its slots by hand: nothing passes it
   */
  constructor(host: Host, onMount: (node: HTMLElement) => void, onBlocked: (by: Element) => void) {
    this.#host = host;
    this.#onMount = onMount;
    this.#onBlocked = onBlocked;
    host.addController(this);
  }

  /** The node in the light DOM; undefined while the host is not in a document. */
  get node(): HTMLElement | undefined {
    return this.#nodes[0];
  }

  hostConnected(): void {
    this.#lay();
  }

  hostDisconnected(): void {
    // A move disconnects and connects in one go; only what stays away is taken down.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#remove();
    });
  }

  #lay(): void {
    this.#remove();
    const roots = enclosingRoots(this.#host);
    const blocking = roots.find((root) => root.slotAssignment === 'manual');
    if (blocking) {
      this.#onBlocked(blocking.host);
      return;
    }

    const hosts = [this.#host, ...roots.map((root) => root.host)];
    this.#nodes = hosts.reverse().map((host, depth) => {
      const node = document.createElement(depth ? 'slot' : 'div');
      node.slot = this.slotName;
      if (depth) node.setAttribute('name', this.slotName);
      else node.style.cssText = MOUNT_STYLE;
      host.append(node);
      return node;
    });

    // Frameworks that own a host's children may sweep out the ones they don't know.
    this.#removals = new MutationObserver(() => {
      if (this.#host.isConnected && !this.#nodes.every((node) => node.isConnected)) this.#lay();
    });
    for (const host of hosts) this.#removals.observe(host, { childList: true });

    if (this.node) this.#onMount(this.node);
  }

  #remove(): void {
    this.#removals?.disconnect();
    for (const node of this.#nodes) node.remove();
    this.#nodes = [];
  }
}
