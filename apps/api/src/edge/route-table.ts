import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { CONSOLE_FILES } from './console';
import { declarationOf, type Declaration } from './declares';

export interface DeclaredRoute {
  readonly method: string;
  /** Template as Fastify has it, e.g. /api/v1/applications/:id */
  readonly path: string;
  readonly declaration: Declaration;
}

export interface RegisteredRoute {
  readonly method: string;
  readonly path: string;
}

/** The pages of the OpenAPI document: static files and the document itself, read by anybody. */
const DOCUMENTATION = /^\/api\/(openapi\.json|docs($|\/))/;

/** A route that nobody declared an operation for. The server does not start with one. */
export class UndeclaredRoute extends Error {}

/** Every route of the server: what controllers declare, against what was really registered. */
@Injectable()
export class RouteTable {
  private readonly registered: RegisteredRoute[] = [];
  private declared: readonly DeclaredRoute[] | undefined;

  constructor(private readonly modules: ModulesContainer) {}

  /** Told by the server whenever it registers a route. */
  note(method: string | readonly string[], path: string): void {
    for (const each of typeof method === 'string' ? [method] : method)
      this.registered.push({ method: each, path });
  }

  get all(): readonly RegisteredRoute[] {
    return this.registered;
  }

  /**
   * The routes of all controllers.
   * @throws UndeclaredRoute for a handler without `@Declares`
   */
  get routes(): readonly DeclaredRoute[] {
    this.declared ??= [...this.modules.values()]
      .flatMap((module) => [...module.controllers.values()])
      .flatMap(({ metatype }) =>
        typeof metatype === 'function' ? routesOf(metatype as ControllerClass) : [],
      );
    return this.declared;
  }

  /**
   * Compares both sides, once all routes are registered.
   * @throws UndeclaredRoute naming every route that came in by another way than a declared handler
   */
  refuseUndeclared(): void {
    const declared = new Set(this.routes.map((route) => `${route.method} ${route.path}`));
    const stray = this.registered
      // Fastify answers HEAD wherever there is a GET.
      .map(({ method, path }) => ({ method: method === 'HEAD' ? 'GET' : method, path }))
      .filter(
        ({ method, path }) =>
          !declared.has(`${method} ${path}`) &&
          ![DOCUMENTATION, CONSOLE_FILES].some((open) => open.test(path)),
      )
      .map(({ method, path }) => `${method} ${path}`);
    if (stray.length > 0) {
      throw new UndeclaredRoute(
        `These routes declare no operation: ${[...new Set(stray)].join('; ')}. Add @Declares(…).`,
      );
    }
  }

  /** The methods that a path takes, for 405. */
  methodsAt(path: string): string[] {
    const methods = this.registered.filter((route) => matches(route.path, path)).map((route) => route.method);
    return [...new Set(methods)].sort();
  }
}

type ControllerClass = (new (...parameters: never[]) => object) & { prototype: Record<string, object> };

function routesOf(controller: ControllerClass): DeclaredRoute[] {
  const base = String(Reflect.getMetadata(PATH_METADATA, controller) ?? '');
  return new MetadataScanner().getAllMethodNames(controller.prototype).flatMap((name) => {
    const handler = controller.prototype[name];
    const path = handler && (Reflect.getMetadata(PATH_METADATA, handler) as string | undefined);
    if (handler === undefined || path === undefined) return [];
    const declaration = declarationOf(handler);
    if (!declaration)
      throw new UndeclaredRoute(`${controller.name}.${name} declares no operation. Add @Declares(…).`);
    const method = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))] ?? '';
    return [{ method, path: joined(base, path), declaration }];
  });
}

const joined = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;

function matches(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => (part.startsWith(':') ? given[index] !== '' : part === given[index]))
  );
}
