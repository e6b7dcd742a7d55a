import type { ComponentChildren } from "preact";
import type { ShownAs } from "../contract/account";

export type IconName =
  | ShownAs
  | "sun"
  | "moon"
  | "clock"
  | "leave"
  | "search"
  | "critical"
  | "warning"
  | "info"
  | "emergency"
  | "ok"
  | "back"
  | "chain";

const triangle = <path d="M8 2.200 14.300 13.300H1.700z M8 6.300v3.200 M8 11.400v.1" />;

/** Each state has a shape of its own, so that it can be told without its colour. */
const shapes: Record<IconName, ComponentChildren> = {
  protected: (
    <path d="M8 1.800 13.300 3.700v4c0 3-2.100 5.300-5.300 6.500C4.800 13 2.700 10.700 2.700 7.700v-4z M5.500 7.900l1.800 1.800 3.300-3.500" />
  ),
  shadow: (
    <>
      <path d="M1.500 8S4 3.800 8 3.800 14.500 8 14.500 8 12 12.200 8 12.200 1.500 8 1.500 8z" />
      <circle cx="8" cy="8" r="1.900" />
    </>
  ),
  degraded: triangle,
  unprotected: (
    <path d="M5.300 1.700h5.400l3.600 3.600v5.400l-3.600 3.600H5.300l-3.600-3.600V5.300z M5.800 5.800l4.400 4.400 M10.200 5.800l-4.400 4.400" />
  ),
  locked: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1.300" fill="currentColor" />
      <path d="M5.200 7V4.800a2.800 2.800 0 0 1 5.600 0V7" />
    </>
  ),
  starting: (
    <path d="M4 2h8 M4 14h8 M5 2c0 3.500 3 4 3 6s-3 2.500-3 6 M11 2c0 3.500-3 4-3 6s3 2.500 3 6" />
  ),
  silent: (
    <path d="M2 2l12 12 M8 12.600v.1 M5.600 10.200a3.400 3.400 0 0 1 3-.9 M3.300 7.800a6.700 6.700 0 0 1 2.400-1.500 M8.500 5.600a6.700 6.700 0 0 1 4.200 2.200 M1.300 5.400A10 10 0 0 1 3.500 4 M6.600 2.800a10 10 0 0 1 8.100 2.600" />
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1v1.800 M8 13.200V15 M1 8h1.800 M13.200 8H15 M3 3l1.300 1.300 M11.700 11.700 13 13 M13 3l-1.300 1.300 M4.300 11.700 3 13" />
    </>
  ),
  moon: <path d="M13.500 9.600A5.800 5.800 0 0 1 6.400 2.500a5.800 5.800 0 1 0 7.100 7.100z" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.500V8l2.300 1.600" />
    </>
  ),
  leave: <path d="M6.500 2.500h-4v11h4 M6 8h8 M11 5l3 3-3 3" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.500" />
      <path d="M10.400 10.400 14 14" />
    </>
  ),
  critical: (
    <path d="M5.300 1.700h5.400l3.600 3.600v5.400l-3.600 3.600H5.300l-3.600-3.600V5.300z M8 4.700v4.100 M8 11.200v.1" />
  ),
  emergency: (
    <path d="M5.300 1.700h5.400l3.600 3.600v5.400l-3.600 3.600H5.300l-3.600-3.600V5.300z M6.200 4.700v4.100 M9.800 4.700v4.100 M6.200 11.200v.1 M9.800 11.200v.1" />
  ),
  warning: triangle,
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.300v4 M8 4.800v.1" />
    </>
  ),
  ok: <path d="M2.800 8.500l3.400 3.400 7-7.600" />,
  back: <path d="M14 8H2.500 M7 3.500 2.500 8 7 12.500" />,
  chain: (
    <path d="M6.800 9.200a2.700 2.700 0 0 0 3.800 0l2.100-2.100a2.700 2.700 0 0 0-3.800-3.800l-.9.900 M9.200 6.800a2.700 2.700 0 0 0-3.800 0L3.300 8.900a2.700 2.700 0 0 0 3.800 3.800l.9-.9" />
  ),
};

/** Always beside words that say the same, hence hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  );
}
