import type { Zone } from "../model/moments";

export type Theme = "system" | "light" | "dark";

export interface Preferences {
  theme: Theme;
  zone: Zone;
}

const place = "riskd.dashboard.preferences";
const fallback: Preferences = { theme: "system", zone: "local" };

/** Storage may be forbidden; then nothing is remembered and everything else works. */
export function storedPreferences(): Preferences {
  try {
    return {
      ...fallback,
      ...(JSON.parse(localStorage.getItem(place) ?? "{}") as Partial<Preferences>),
    };
  } catch {
    return fallback;
  }
}

export function storePreferences(x: Preferences): void {
  try {
    localStorage.setItem(place, JSON.stringify(x));
  } catch {
    return;
  }
}

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

export function isDark(theme: Theme): boolean {
  return theme === "system" ? systemIsDark.matches : theme === "dark";
}

export function showTheme(theme: Theme): void {
  document.documentElement.dataset.theme = isDark(theme) ? "dark" : "light";
}

export function onSystemTheme(listener: () => void): void {
  systemIsDark.addEventListener("change", listener);
}
