import type { RegionEntity } from '../identity/identity-entities';

/** Regions with their parents, read-only. Unknown codes throw: every stored code has a foreign key. */
export class RegionTree {
  private readonly byCode: ReadonlyMap<string, RegionEntity>;
  private readonly children = new Map<string, string[]>();

  constructor(readonly regions: readonly RegionEntity[]) {
    this.byCode = new Map(regions.map((region) => [region.code, region]));
    for (const { code, parentCode } of regions) {
      if (parentCode) this.children.set(parentCode, [...(this.children.get(parentCode) ?? []), code]);
    }
  }

  find(code: string): RegionEntity | undefined {
    return this.byCode.get(code);
  }

  get(code: string): RegionEntity {
    const region = this.byCode.get(code);
    if (!region) throw new Error(`unknown region ${code}`);
    return region;
  }

  /** The code itself, then its parents up to the province. */
  path(code: string): string[] {
    const path: string[] = [];
    for (let at: string | null = code; at; at = this.get(at).parentCode) path.push(at);
    return path;
  }

  /** The code itself and everything below it. */
  covered(code: string): string[] {
    return [code, ...(this.children.get(code) ?? []).flatMap((child) => this.covered(child))];
  }

  /** The region on `level` that `code` lies in (a county's city, its province, itself). */
  ancestorAt(code: string, level: RegionEntity['level']): RegionEntity {
    const found = this.path(code)
      .map((at) => this.get(at))
      .find((region) => region.level === level);
    if (!found) throw new Error(`region ${code} has no ${level} above it`);
    return found;
  }
}
