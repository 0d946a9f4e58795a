"""Breadth-first search and shortest paths in a graph kept in dicts of dicts: int keys,
nested lookups, membership tests, deletion."""


def make_graph(nodes):
    graph = {node: {} for node in range(nodes)}
    seed = 77
    for node in range(nodes):
        for _ in range(4):
            seed = (seed * 69069 + 1) & 0xFFFFFFFF
            other = (seed >> 10) % nodes
            if other != node:
                weight = 1 + (seed >> 20) % 9
                graph[node][other] = weight
                graph[other][node] = weight
    return graph


def hops(graph, start):
    seen = {start: 0}
    frontier = [start]
    while frontier:
        following = []
        for node in frontier:
            depth = seen[node] + 1
            for other in graph[node]:
                if other not in seen:
                    seen[other] = depth
                    following.append(other)
        frontier = following
    return sum(seen.values())


def cheapest(graph, start):
    open_nodes = {start: 0}
    closed = {}
    while open_nodes:
        node = min(open_nodes, key=open_nodes.get)
        cost = open_nodes.pop(node)
        closed[node] = cost
        for other, weight in graph[node].items():
            if other in closed:
                continue
            total = cost + weight
            if total < open_nodes.get(other, 1_000_000):
                open_nodes[other] = total
    return sum(closed.values())


def main(n):
    graph = make_graph(60)
    check = 0
    for i in range(n):
        check += hops(graph, i % 60) + cheapest(graph, i * 7 % 60)
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
