// Kept to old syntax and free of imports: an old Node must get as far as this sentence.
const needed = [20, 19];
const found = process.versions.node.split('.').map(Number);
if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(
    `Duixian needs Node.js ${needed.join('.')} or newer, and this is ${process.versions.node}: install a newer one and try again.`,
  );
  process.exit(1);
}
