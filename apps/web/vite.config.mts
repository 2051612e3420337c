import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const source = (room: string): string =>
  fileURLToPath(new URL(`../../libs/${room}/src/index.ts`, import.meta.url));

/** Rooms are bundled from their sources, so that only what a page uses of them is sent to the browser. */
const ROOMS = ['api-client', 'money', 'workflow', 'calendar'];

export default defineConfig({
  plugins: [react()],
  resolve: { alias: Object.fromEntries(ROOMS.map((room) => [`@duixian/${room}`, source(room)])) },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // Read by the test that measures what a first visit loads.
    manifest: true,
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': 'http://localhost:3000', '/health': 'http://localhost:3000' } },
});
