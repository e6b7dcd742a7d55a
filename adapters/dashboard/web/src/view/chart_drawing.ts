import type uPlot from "uplot";
import type { Day, DayLimit } from "../contract/day";
import { lockSpans, type Drawn } from "../model/chart_data";
import { dollars } from "./chart_words";
import type { ChartContent } from "./chart_options";

export interface ChartColours {
  text: string;
  line: string;
  total: string;
  realized: string;
  limit: string;
  target: string;
  lock: string;
  lockBand: string;
  surface: string;
}

/** Draws within the plotting area, in the canvas's own pixels. */
function clipped(plot: uPlot, draw: (context: CanvasRenderingContext2D) => void): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx);
  ctx.restore();
}

const pixels = () => devicePixelRatio || 1;

/** A band from the moment of the lock to its end, with a stroke where it began. */
export function drawLocks(
  plot: uPlot,
  { day, nowSeconds }: ChartContent,
  colours: ChartColours,
): void {
  const { left, top, height } = plot.bbox;
  const spans = lockSpans(day, nowSeconds).map(({ from, to }) => ({
    from: plot.valToPos(from, "x", true),
    to: plot.valToPos(to, "x", true),
  }));
  clipped(plot, (context) => {
    for (const { from, to } of spans) {
      context.fillStyle = colours.lockBand;
      context.fillRect(from, top, to - from, height);
      context.fillStyle = colours.lock;
      context.fillRect(from, top, 2 * pixels(), height);
    }
  });
  // Of a lock that has just begun, it stands in the margin.
  const above = top + 6 * pixels();
  for (const { from, to } of spans)
    if (to >= left)
      drawPadlock(plot.ctx, Math.max(from, left) + 6 * pixels(), above, colours.lock);
}

function drawPadlock(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  colour: string,
): void {
  const unit = pixels();
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = 1.5 * unit;
  context.fillRect(x, y + 5 * unit, 10 * unit, 7 * unit);
  context.beginPath();
  context.arc(x + 5 * unit, y + 5 * unit, 3 * unit, Math.PI, 0);
  context.stroke();
}

function limitText(limit: DayLimit): string {
  const measure = limit.measure === "total" ? "" : ` (${limit.measure})`;
  return `${limit.label} ${dollars(limit.value)}${measure}`;
}

export function drawLimits(plot: uPlot, drawn: Drawn, colours: ChartColours, font: string): void {
  const { left, width } = plot.bbox;
  const unit = pixels();
  clipped(plot, (context) => {
    context.font = font.replace(/^12px/, `${12 * unit}px`);
    context.textAlign = "left";
    for (const limit of drawn.limits) {
      const y = Math.round(plot.valToPos(limit.value, "y", true));
      const colour = limit.value < 0 ? colours.limit : colours.target;
      context.strokeStyle = colour;
      context.lineWidth = 1.5 * unit;
      context.setLineDash([6 * unit, 4 * unit]);
      context.beginPath();
      context.moveTo(left, y);
      context.lineTo(left + width, y);
      context.stroke();
      context.setLineDash([]);
      drawLabel(
        context,
        limitText(limit),
        left + 6 * unit,
        limit.value < 0 ? y - 6 * unit : y + 15 * unit,
        colour,
        colours,
      );
    }
  });
}

/** With an outline of the background, so that it stays legible across lines. */
function drawLabel(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
  colours: ChartColours,
): void {
  context.strokeStyle = colours.surface;
  context.lineWidth = 4 * pixels();
  context.lineJoin = "round";
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** A triangle on the lower edge for each breach. */
export function drawBreaches(plot: uPlot, day: Day, colours: ChartColours): void {
  const bottom = plot.bbox.top + plot.bbox.height;
  const size = 6 * pixels();
  clipped(plot, (context) => {
    context.fillStyle = colours.limit;
    for (const breach of day.breaches) {
      const x = plot.valToPos(Date.parse(breach.ts) / 1000, "x", true);
      context.beginPath();
      context.moveTo(x - size, bottom);
      context.lineTo(x + size, bottom);
      context.lineTo(x, bottom - 1.7 * size);
      context.fill();
    }
  });
}
