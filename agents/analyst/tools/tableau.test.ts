import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../world";
import { failure, succeed, tinyWorld } from "./tiny-world";

interface Found {
  readonly workbooks: readonly { readonly workbook_id: string; readonly last_refresh: string }[];
}
const search = (args: object, world = tinyWorld) =>
  succeed<Found>("tableau_search_workbooks", args as never, world).value.workbooks.map(
    ({ workbook_id }) => workbook_id,
  );

describe("tableau_search_workbooks", () => {
  it("finds by name, project and age, and all filters must hold", () => {
    expect(search({})).toEqual(["WB-1", "WB-2", "WB-3"]);
    expect(search({ search: "pulse" })).toEqual(["WB-1", "WB-3"]);
    expect(search({ search: "pulse", project: "summit" })).toEqual([]);
    expect(search({ stale_days: 30 })).toEqual(["WB-3"]);
  });
  it("finds fewer the staler they have to be, none fresher than asked", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 160 }), (days, more) => {
        const wide = search({ stale_days: days });
        expect(wide).toEqual(expect.arrayContaining(search({ stale_days: days + more })));
        for (const id of wide) {
          const { last_refresh } = tinyWorld.workbooks.find(({ workbook_id }) => workbook_id === id)!;
          expect(last_refresh < addDays(tinyWorld.today, -days)).toBe(true);
        }
      }),
    );
  });
  it("does not count the limit itself as stale", () => {
    expect(search({ stale_days: 19 })).toEqual(["WB-3"]);
    expect(search({ stale_days: 18 })).toEqual(["WB-1", "WB-2", "WB-3"]);
  });
});

describe("tableau_get_workbook", () => {
  it("gives the workbook that the search finds", () => {
    for (const id of search({})) {
      const { value, world } = succeed<{ workbook_id: string }>("tableau_get_workbook", { workbook_id: id });
      expect(value).toEqual(tinyWorld.workbooks.find(({ workbook_id }) => workbook_id === id));
      expect(world).toBe(tinyWorld);
    }
  });
});

describe("tableau_refresh_workbook", () => {
  it("brings a workbook to today, and only that one", () => {
    const { world } = succeed("tableau_refresh_workbook", { workbook_id: "WB-1" });
    expect(world.workbooks[0]).toEqual({ ...tinyWorld.workbooks[0], last_refresh: "2026-11-20" });
    expect(world.workbooks.slice(1)).toEqual(tinyWorld.workbooks.slice(1));
    expect(search({ stale_days: 1 }, world)).not.toContain("WB-1");
  });
  it("repairs a failed one in full only", () => {
    expect(failure("tableau_refresh_workbook", { workbook_id: "WB-3" })).toContain(
      "conflict: the last refresh of WB-3 failed",
    );
    const { world } = succeed("tableau_refresh_workbook", { workbook_id: "WB-3", mode: "full" });
    expect(world.workbooks[2]!.refresh_status).toBe("idle");
    expect(succeed("tableau_refresh_workbook", { workbook_id: "WB-3" }, world).world.workbooks[2]!.last_refresh).toBe(
      "2026-11-20",
    );
  });
});

describe("tableau_subscribe_team", () => {
  it("adds a team, Mondays when nothing is said, and leaves the others", () => {
    const { world } = succeed("tableau_subscribe_team", { workbook_id: "WB-1", team: "Claims", frequency: "daily" });
    expect(world.workbooks[0]!.subscriptions).toEqual([
      { team: "Growth Office", frequency: "weekly", weekday: "monday" },
      { team: "Claims", frequency: "daily", weekday: "monday" },
    ]);
  });
  it("replaces only when told to, so that a team is never there twice", () => {
    const args = { workbook_id: "WB-1", team: "Growth Office", frequency: "monthly" };
    expect(failure("tableau_subscribe_team", args)).toContain("conflict: Growth Office gets WB-1 weekly already");
    const { world } = succeed("tableau_subscribe_team", { ...args, replace: true });
    expect(world.workbooks[0]!.subscriptions).toEqual([
      { team: "Growth Office", frequency: "monthly", weekday: "monday" },
    ]);
  });
  it("gives the same result for a new team with and without replace", () => {
    const args = { workbook_id: "WB-2", team: "Claims", frequency: "daily" };
    expect(succeed("tableau_subscribe_team", { ...args, replace: true })).toEqual(
      succeed("tableau_subscribe_team", args),
    );
  });
});

describe("tableau_publish_report", () => {
  const sections = [{ workbook_id: "WB-2", heading: "Targets" }, { workbook_id: "WB-1" }];
  it("keeps the order of sections and uses the workbook's name where no heading is given", () => {
    const { value } = succeed("tableau_publish_report", { title: "Review", audience: "team", sections });
    expect(value).toEqual({
      report_id: "RP-1000",
      title: "Review",
      audience: "team",
      status: "draft",
      headings: ["Targets", "Stock Pulse"],
    });
  });
  it("takes a title once and gives each report its own number", () => {
    const first = succeed<{ report_id: string }>("tableau_publish_report", {
      title: "Review",
      audience: "team",
      sections,
    });
    expect(
      failure("tableau_publish_report", { title: "Review", audience: "company", sections }, first.world),
    ).toContain("conflict");
    const second = succeed<{ report_id: string }>(
      "tableau_publish_report",
      { title: "Other", audience: "team", sections },
      first.world,
    );
    expect(second.value.report_id).not.toBe(first.value.report_id);
    expect(second.world.reports).toHaveLength(2);
  });
  it("takes a repaired workbook that it refused before", () => {
    const args = { title: "Review", audience: "team", sections: [{ workbook_id: "WB-3" }] };
    expect(failure("tableau_publish_report", args)).toContain("conflict: the last refresh of WB-3 failed");
    const { world } = succeed("tableau_refresh_workbook", { workbook_id: "WB-3", mode: "full" });
    expect(succeed("tableau_publish_report", args, world).world.reports).toHaveLength(1);
  });
});

describe("errors of workbooks", () => {
  it.each([
    ["an unknown workbook", "tableau_get_workbook", { workbook_id: "WB-9" }, "not_found: there is no workbook WB-9"],
    ["a second refresh", "tableau_refresh_workbook", { workbook_id: "WB-2" }, "conflict: a refresh of WB-2 is running"],
    [
      "a mode that does not exist",
      "tableau_refresh_workbook",
      { workbook_id: "WB-1", mode: "live" },
      "invalid_argument",
    ],
    [
      "a frequency that does not exist",
      "tableau_subscribe_team",
      { workbook_id: "WB-1", team: "A", frequency: "hourly" },
      "invalid_argument",
    ],
    [
      "a report for outsiders",
      "tableau_publish_report",
      { title: "A", audience: "customers", sections: [{ workbook_id: "WB-1" }] },
      "invalid_argument",
    ],
    [
      "a report without sections",
      "tableau_publish_report",
      { title: "A", audience: "team", sections: [] },
      "invalid_argument",
    ],
    [
      "a section without its workbook",
      "tableau_publish_report",
      { title: "A", audience: "team", sections: [{ workbook_id: "WB-9" }] },
      "not_found",
    ],
    ["an age beyond the range", "tableau_search_workbooks", { stale_days: 0 }, "invalid_argument"],
  ])("refuses %s", (_, tool, args, message) => {
    expect(failure(tool, args)).toContain(message);
  });
});
