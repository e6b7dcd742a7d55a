import { Component, type FunctionComponent } from "preact";

/** Draws the inner component anew only if a property differs; its own topics still redraw it. */
export function unlessChanged<P extends object>(Inner: FunctionComponent<P>) {
  return class extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const before = this.props as Record<string, unknown>;
      return Object.entries(next).some(([key, value]) => before[key] !== value);
    }

    override render(props: P) {
      return <Inner {...props} />;
    }
  };
}
